// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "home.h"

#include <functional>
#include <vector>

using aio::task;

task<int> read();
task<> save();
home::lazy<int> home_read();
home::eager<int> home_eager();
void use(int);

task<> forgotten() {
  auto value = read();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'value' is never awaited
  // CHECK-NOTES: :[[@LINE-2]]:16: note: the task is lazy: its body runs only when it is awaited
  // CHECK-NOTES: :[[@LINE-3]]:16: note: write 'co_await' here
  // CHECK-FIXES-NOTES: {{^}}  auto value = co_await read();
  const auto saving = save();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'saving' is never awaited
  // CHECK-FIXES-NOTES: {{^}}  co_await save();
  task<int> named = read();
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'named' is never awaited
  // CHECK-NOTES: :[[@LINE-2]]:21: note: the task is lazy
  // CHECK-NOTES: :[[@LINE-3]]:21: note: await 'named' before the end of its scope
  auto handle = aio::create_task(read());
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'handle' is never awaited
  // CHECK-NOTES: :[[@LINE-2]]:17: note: the task runs, but nobody learns when it ended, or why it failed
  // CHECK-NOTES: :[[@LINE-3]]:17: note: await 'handle' at the end of its scope
  // CHECK-FIXES-NOTES: {{^}}  auto handle = aio::create_task(read());
  // CHECK-FIXES-NOTES: {{^}}  co_await handle;
  co_return;
}
home::lazy<> of_a_home_made_type() {
  auto value = home_read();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'value' is never awaited
  // CHECK-FIXES-NOTES: {{^}}  auto value = co_await home_read();
  co_return;
}
void not_in_a_coroutine() {
  auto value = read();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'value' is never awaited
  // CHECK-NOTES: :[[@LINE-2]]:16: note: the task is lazy
  // CHECK-NOTES: :[[@LINE-3]]:16: note: return 'value', or hand it to what runs the tasks of this library
}

task<> containers() {
  std::vector<task<int>> tasks;
  tasks.reserve(3);
  for (int i = 0; i < 3; ++i)
    tasks.push_back(read());
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: nothing awaits 'tasks', which keeps this task
  co_return;
}

// A lock that is acquired by awaiting it.
struct async_mutex {
  struct guard {
    ~guard();
  };
  struct waiting {
    async_mutex *mutex;
    bool await_ready();
    bool await_suspend(std::coroutine_handle<>);
    guard await_resume();
  };
  waiting scoped_lock() { return {this}; }
  bool locked = false;
};
task<> unlocked(async_mutex &mutex) {
  auto lock = mutex.scoped_lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'lock' is never awaited
  // CHECK-NOTES: :[[@LINE-2]]:15: note: what 'scoped_lock' returns acts only when it is awaited
  // CHECK-NOTES: :[[@LINE-3]]:15: note: write 'co_await' here
  // CHECK-FIXES-NOTES: {{^}}  auto lock = co_await mutex.scoped_lock();
  co_return;
}
task<> paused() {
  auto pausing = [] { return home::pause(); }();
  auto later = aio::sleep(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'later' is never awaited
  // CHECK-FIXES-NOTES: {{^}}  co_await aio::sleep(std::chrono::seconds(1));
  co_return;
}

// Two tasks, one await.
task<task<int>> outer();
task<> half_awaited() {
  co_await outer();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this await gives another task, which is dropped and never runs
  // CHECK-FIXES: {{^}}  co_await co_await outer();
  auto inner = co_await outer();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'inner' is never awaited
  // CHECK-FIXES-NOTES: {{^}}  auto inner = co_await co_await outer();
}

// Tested in place of its value.
struct truthy : home::lazy<bool> {
  using promise_type = home::lazy<bool>::promise_type;
  truthy(home::lazy<bool>);
  explicit operator bool() const { return known != nullptr; }
  void *known = nullptr;
};
struct flag_task {
  struct promise_type {
    flag_task get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_value(bool);
    void unhandled_exception();
  };
  std::coroutine_handle<promise_type> handle;
  explicit operator bool() const { return bool(handle); }
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  bool await_resume();
};
flag_task is_open();
flag_task tests_the_task() {
  if (is_open())
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the task itself is tested here, not what it gives; its body never runs
    use(1);
  while (!is_open())
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: the task itself is tested here
    use(2);
  co_return co_await is_open() ? true : false;
}

// A callback that returns nothing.
void on_click(std::function<void()>);
void callbacks(int n) {
  on_click([n]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'std::function<void ()>' drops the task of this coroutine at each call
    // CHECK-NOTES: :[[@LINE-2]]:12: note: the task is lazy: its body never runs
    // CHECK-NOTES: :[[@LINE-3]]:12: note: let the signature return the task, and await it where it is called
    use(n);
    co_return;
  });
  std::function<void()> callback = [n]() -> home::eager<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: 'std::function<void ()>' drops the task
    // CHECK-NOTES: :[[@LINE-2]]:36: note: nobody learns when it ended, or why it failed
    // CHECK-NOTES: :[[@LINE-3]]:36: note: let the signature return the task, and await it where it is called
    use(n);
    co_return;
  };
  callback();
}

#define KEEP(NAME) auto NAME = read()
task<> in_a_macro() {
  KEEP(kept);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'kept' is never awaited
  // CHECK-FIXES-NOTES: {{^}}  KEEP(kept);
  co_return;
}

template <class T> task<> templated(T n) {
  auto value = read();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'value' is never awaited
  use(n);
  co_return;
}
template task<> templated(int);
template task<> templated(short);

// --- silent ------------------------------------------------------------------

task<> takes(task<int>);
bool flag();
task<int> awaited() {
  auto value = read();
  auto moved = read();
  auto later = std::move(moved);
  auto passed = read();
  auto once = read();
  if (flag())
    co_await std::move(once);
  co_await takes(std::move(passed));
  auto lock = co_await aio::create_task(read());
  co_return co_await std::move(value) + co_await std::move(later) + lock;
}
task<int> returned() {
  auto value = read();
  return value;
}
task<> meant(async_mutex &mutex) {
  [[maybe_unused]] auto value = read();
  auto handle = aio::create_task(read());
  (void)handle;
  auto awaiter = mutex.scoped_lock();
  awaiter.await_ready();
  auto running = home_eager(); // its end ends the body
  auto cancelled = aio::create_task(read());
  cancelled.cancel();
  auto unknown = read();
  auto asks = [&] { return &unknown; };
  co_return;
}
void held(std::vector<task<int>> &callers) {
  callers.push_back(read());
  static auto for_ever = read();
  std::function<task<int>()> callback = []() -> task<int> { co_return 1; };
  std::function<void()> detached = []() -> home::fire_and_forget { co_return; };
  std::function<void()> plain = [] { use(1); };
}
