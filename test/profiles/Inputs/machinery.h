// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the headers beside this one share: a promise, and an awaiter that has
// only declarations. Nothing here runs; the tests are compiled and linted.

#ifndef TEST_PROFILES_INPUTS_MACHINERY_H
#define TEST_PROFILES_INPUTS_MACHINERY_H

#include <chrono>
#include <coroutine>
#include <future>
#include <tuple>
#include <utility>
#include <vector>

namespace machinery {

template <class T> struct result {
  void return_value(T);
};
template <> struct result<void> {
  void return_void();
};

/// The promises of Task: the body starts when somebody awaits it, or at the call.
template <class Task, class T> struct lazy_promise : result<T> {
  Task get_return_object() {
    return Task(std::coroutine_handle<lazy_promise>::from_promise(*this));
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception();
};

template <class Task, class T> struct eager_promise : result<T> {
  Task get_return_object() {
    return Task(std::coroutine_handle<eager_promise>::from_promise(*this));
  }
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception();
};

template <class T = void> struct awaiter {
  bool await_ready() noexcept;
  bool await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};

} // namespace machinery

#endif
