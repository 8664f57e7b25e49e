// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A lazy task like those people write for themselves: no library that corolint
// could know by name, but a real promise_type to read.

#ifndef TEST_INPUTS_LAZY_H
#define TEST_INPUTS_LAZY_H

#include <coroutine>
#include <exception>
#include <utility>

namespace lazy {

template <class T> class task {
public:
  struct promise_type {
    T value{};
    std::exception_ptr error;
    std::coroutine_handle<> waiter = std::noop_coroutine();

    struct resume_waiter {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> done) const noexcept {
        return done.promise().waiter;
      }
      void await_resume() const noexcept {}
    };

    task get_return_object() {
      return task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    resume_waiter final_suspend() const noexcept { return {}; }
    void return_value(T result) { value = std::move(result); }
    void unhandled_exception() { error = std::current_exception(); }
  };

  task(task &&other) noexcept : frame(std::exchange(other.frame, nullptr)) {}
  task &operator=(task other) noexcept {
    std::swap(frame, other.frame);
    return *this;
  }
  ~task() {
    if (frame)
      frame.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter) {
    frame.promise().waiter = waiter;
    return frame;
  }
  T await_resume() {
    if (frame.promise().error)
      std::rethrow_exception(frame.promise().error);
    return std::move(frame.promise().value);
  }

  /// Runs to the end on this thread.
  T run() && {
    frame.resume();
    return await_resume();
  }

private:
  explicit task(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  std::coroutine_handle<promise_type> frame;
};

} // namespace lazy

#endif
