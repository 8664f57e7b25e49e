// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes --suffix NOTES

#include <aio/aio.hpp>
#include "expected.h"
#include "home.h"

#include <chrono>
#include <memory>

using namespace std::chrono_literals;

aio::task<int> number(int n);
aio::task<> quiet() noexcept;
home::eager<int> started();
home::eager<> careful() {
  try {
    co_await home::pause();
  } catch (...) {
  }
}

aio::task<> spawned() {
  aio::create_task(number(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'number' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended, what it returned, or why it failed
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep the handle as '{{task[0-9]*}}' and await it at the end of the scope
  // CHECK-FIXES-NOTES: auto [[FIRST:task[0-9]+]] = aio::create_task(number(1));
  aio::ensure_future(quiet());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'quiet' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended{{$}}
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep the handle
  aio::create_task([]() -> aio::task<> { co_return; });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a task is started here and then dropped
  co_await aio::sleep(1ms);
  // CHECK-FIXES-NOTES: co_await aio::sleep(1ms);
  // CHECK-FIXES-NOTES: co_await [[FIRST]];
}

[[clang::annotate("corolint::combinator")]] home::lazy<int>
bound(int executor, home::lazy<int>) noexcept;
[[clang::annotate("corolint::combinator")]] home::lazy<>
both(home::lazy<int>, home::lazy<int>) noexcept;
[[clang::annotate("corolint::spawn")]] home::eager<> spawn(home::lazy<int>);
[[clang::annotate("corolint::spawn")]] home::eager<> spawn(home::lazy<>);
home::lazy<int> part(int);
void adapted(home::lazy<int> given) {
  spawn(bound(1, part(1)));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'part' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended, what it returned, or why it failed
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep what the call returns and await it
  spawn(both(part(1), part(2)));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'both' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended, or why it failed
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep what the call returns and await it
  spawn(bound(1, std::move(given)));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a task is started here and then dropped
}

void outside(aio::event_loop &loop) {
  loop.create_task(number(2));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'number' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended, what it returned, or why it failed
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep what the call returns and await it
}

home::lazy<> eager_calls(bool choice) {
  started();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'started' is started and then dropped
  careful();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'careful' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended{{$}}
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep the handle
  if (choice)
    started();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: task 'started' is started and then dropped
  co_return;
}

// One finding for all instantiations.
template <class T> void many(T n) {
  aio::create_task(number(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'number' is started and then dropped
}
template void many(int);
template void many(char);

#define GO(TASK) aio::create_task(TASK)
aio::task<> in_a_macro() {
  GO(number(3));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'number' is started and then dropped
  // CHECK-FIXES-NOTES: {{^  }}GO(number(3));
  co_return;
}

// It can be copied, and leads to what the coroutine goes on with.
struct state {};
struct shared_job {
  struct promise_type {
    std::shared_ptr<state> common;
    shared_job get_return_object() { return {common}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  std::shared_ptr<state> common;
};
shared_job goes_on() { co_await home::pause(); }
home::lazy<> drops_a_job() {
  goes_on();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'goes_on' is started and then dropped
  co_return;
}

// ---------------------------------------------------------------------------
// Silent

// A value leads nobody to the coroutine that gave it: that is over.
home::expected<int> parsed(const char *);
home::expected<std::unique_ptr<state>> created();
home::expected<int> sum(const char *a, const char *b) {
  co_return co_await parsed(a) + co_await parsed(b);
}
home::lazy<> drops_values() {
  sum("1", "2");
  created();
  co_return;
}

home::fire_and_forget dropped_on_purpose();

struct joining {
  struct promise_type {
    joining get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
  void wait();
  ~joining() { wait(); }
};
joining joined_by_its_destructor();


// What a task makes of itself, here in a base class, is its library's own way.
template <class Task> struct chaining {
  Task then(int);
};
struct chained : chaining<home::eager<int>>, home::eager<int> {
  chained();
};

aio::task<int> silent() {
  chained().then(1);
  auto handle = aio::create_task(number(1));
  co_await handle;
  co_await aio::create_task(number(2));
  aio::create_task(number(3)).detach();
  (void)aio::create_task(number(4));
  (void)started();
  dropped_on_purpose();
  joined_by_its_destructor();
  std::vector<aio::task_handle<int>> handles;
  handles.push_back(aio::create_task(number(5)));
  aio::create_task(number(6)); // NOLINT(coro-discarded-task-handle)
  co_return co_await handles.front();
}
