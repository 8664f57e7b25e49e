// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include "home.h"
#include <functional>
#include <utility>
#include <vector>

using home::lazy;

lazy<> work();
lazy<int> number(int n);
lazy<> forwards() { return work(); }

lazy<> fires(bool choice) {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs: its task is dropped here
  // CHECK-FIXES: {{^  }}co_await work();
  (void)number(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: coroutine 'number' never runs
  // CHECK-FIXES: (void)co_await number(1);
  choice ? work() : forwards();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine 'work' never runs
  // CHECK-MESSAGES: :[[@LINE-2]]:21: warning: coroutine 'forwards' never runs
  // CHECK-FIXES: choice ? co_await work() : co_await forwards();
  for (int i = 0; i < 3; work())
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: coroutine 'work' never runs
    ++i;
  if (choice)
    work();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'work' never runs
  int value = (number(2), 3);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: coroutine 'number' never runs
  // CHECK-FIXES: int value = (co_await number(2), 3);
  number(value);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'number' never runs
  switch (value) {
  case 1:
    work();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'work' never runs
  }
  []() -> lazy<> { co_return; }();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this coroutine never runs: its task is dropped here
  co_return;
}

home::pause next_turn();
lazy<> awaiters() {
  next_turn();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'next_turn' does nothing here: what it returns starts only when it is awaited, and is dropped
  // CHECK-FIXES: {{^  }}co_await next_turn();
  co_await next_turn();
}

struct service {
  virtual lazy<> stop();
  std::function<lazy<>()> on_stop;
  lazy<> close() {
    stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'stop' never runs
    on_stop();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this coroutine never runs
    co_return;
  }
};

void nothing_awaits_here() {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  // CHECK-NOTES: home.h:{{.*}}: note: 'home::basic_task<void, std::suspend_always>' is lazy: its promise suspends the coroutine here, before the first statement, and nothing resumes it after that
  // CHECK-NOTES: :[[@LINE-3]]:3: note: await the task in a coroutine, or hand it to what runs the tasks of this library
  auto callback = [] { work(); };
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: coroutine 'work' never runs
  callback();
}

// No await is allowed in a handler, so there is no fix.
lazy<> in_a_handler() {
  try {
    co_await work();
  } catch (...) {
    work();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'work' never runs
    // CHECK-FIXES: {{^    }}work();
  }
}

// Reported where the macro is used, and not touched.
#define RUN_IT work()
lazy<> in_a_macro() {
  RUN_IT;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  // CHECK-FIXES: {{^  }}RUN_IT;
  co_return;
}

// One finding for all instantiations.
template <class T> lazy<> twice(T value) {
  number(value);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'number' never runs
  co_return;
}
template lazy<> twice(int);
template lazy<> twice(char);

// Nobody instantiates this one; what does not depend on T is known all the same.
template <class T> lazy<> never_instantiated(T) {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  co_return;
}

// ---------------------------------------------------------------------------
// Silent

// In one instantiation this is no task.
template <class F> void call(F function) { function(); }
template void call(lazy<> (*)());
template void call(void (*)());

lazy<> &builder();
lazy<> take(lazy<> task);

struct queue {
  lazy<> pop() {
    lazy<> last = std::move(tasks.back());
    tasks.pop_back();
    return last;
  }
  std::vector<lazy<>> tasks;
};

home::eager<> started();
home::ready_at_once answers_at_once();
home::fire_and_forget dropped_on_purpose();

lazy<> silent(queue &pending) {
  co_await work();
  auto kept = work();
  co_await std::move(kept);
  std::vector<lazy<>> tasks;
  tasks.push_back(work());
  tasks.emplace_back(work());
  lazy<> other = work();
  other = work();
  builder();
  pending.pop();
  co_await take(work());
  started();
  answers_at_once();
  dropped_on_purpose();
  using type = decltype(work());
  static_assert(sizeof(work()) == sizeof(type));
  if constexpr (sizeof(int) == 1)
    work();
  work(); // NOLINT(coro-discarded-coroutine)
}

// A library of one's own whose lazy tasks start when they are let go.
struct released : home::lazy<> {
  using promise_type = home::lazy<>::promise_type;
  released(home::lazy<>);
  [[clang::annotate("corolint::detach")]] void detach();
};
released release();
void lets_go() { release().detach(); }
