// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A value or an error. In a coroutine that returns one, `co_await` takes the
// value out, or ends the coroutine with the error: it is never resumed.

#ifndef TEST_INPUTS_EXPECTED_H
#define TEST_INPUTS_EXPECTED_H

#include <coroutine>
#include <exception>
#include <utility>

namespace home {

enum class failure { none, wrong };

template <class T> struct storage {
  T value{};
  failure why = failure::wrong;
};

template <class T> class expected : storage<T> {
public:
  struct promise_type {
    expected *result = nullptr;

    struct returned {
      expected value = failure::wrong;
      returned(promise_type &promise) { promise.result = &value; }
      returned(const returned &) = delete;
      operator expected() { return std::move(value); }
    };

    returned get_return_object() { return *this; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_value(T value) { *result = std::move(value); }
    void unhandled_exception() { throw; }
  };

  expected(T value) : storage<T>{std::move(value), failure::none} {}
  expected(failure why) : storage<T>{T(), why} {}

  bool has_value() const { return this->why == failure::none; }
  T take() { return std::move(this->value); }
  failure reason() const { return this->why; }

  struct awaiter {
    expected from;
    bool await_ready() const { return from.has_value(); }
    T await_resume() { return from.take(); }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
      *caller.promise().result = from.reason();
      caller.destroy();
    }
  };
  awaiter operator co_await() && { return {std::move(*this)}; }
};

} // namespace home

#endif
