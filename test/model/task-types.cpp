// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What promises say, without any check.
// RUN: %corolint --dump-facts %s -- -std=c++20 -I%inputs | FileCheck %s

#include "home.h"

// A nested promise.
home::lazy<> nested() { co_return; }
// CHECK: function 'nested' {{.*}} a coroutine of lazy 'basic_task' (drop destroys)
home::eager<int> started() { co_return 1; }
// CHECK: function 'started' {{.*}} of eager 'basic_task' (drop destroys)
home::fire_and_forget dropped() { co_return; }
// CHECK: function 'dropped' {{.*}} of eager 'fire_and_forget' (drop detaches, not awaitable, detached)

// An inherited promise.
struct inherits : home::lazy<> {
  inherits(home::lazy<> base) : home::lazy<>(std::move(base)) {}
};
// A promise in a specialisation of coroutine_traits.
struct outside {
  std::coroutine_handle<> handle;
};
template <class... Args> struct std::coroutine_traits<outside, Args...> {
  struct promise_type {
    outside get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    // `auto`: what the one return statement makes.
    auto initial_suspend() { return std::suspend_always(); }
    auto final_suspend() noexcept { return std::suspend_always(); }
    void return_void() {}
    void unhandled_exception() {}
  };
};
outside through_traits() { co_return; }
// CHECK: function 'through_traits' {{.*}} of lazy 'outside' (drop detaches, not awaitable)

// Where both speak, coroutine_traits decides.
struct both {
  struct promise_type {};
  std::coroutine_handle<> handle;
};
template <class... Args> struct std::coroutine_traits<both, Args...> {
  struct promise_type {
    both get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
both asked_of_traits() { co_return; }
// CHECK: function 'asked_of_traits' {{.*}} of eager 'both'

// An initial awaiter that hands the coroutine on: nobody can say when it starts.
struct queued {
  struct promise_type;
  std::coroutine_handle<promise_type> handle;
  ~queued() { wait(); }
  void wait();
  struct promise_type {
    struct enqueue {
      bool await_ready() { return false; }
      void await_suspend(std::coroutine_handle<> h) { h.resume(); }
      void await_resume() {}
    };
    queued get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    enqueue initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
queued starts_itself() { co_return; }
// CHECK: function 'starts_itself' {{.*}} of task 'queued' (drop joins, not awaitable)

// A return object that was registered somewhere.
void enqueue(std::coroutine_handle<>);
struct registered {
  std::coroutine_handle<> handle;
  struct promise_type {
    registered get_return_object() {
      auto handle = std::coroutine_handle<promise_type>::from_promise(*this);
      enqueue(handle);
      return {handle};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
registered known_to_a_queue() { co_return; }
// CHECK: function 'known_to_a_queue' {{.*}} of task 'registered' (drop detaches, not awaitable)
