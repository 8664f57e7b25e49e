// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A synchronous generator, for what is no task at all.

#ifndef TEST_INPUTS_GENERATOR_H
#define TEST_INPUTS_GENERATOR_H

#include <coroutine>
#include <exception>

template <class T> struct generator {
  struct promise_type {
    T value;
    generator get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T v) {
      value = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

#endif
