// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

using aio::task;
using handles = std::vector<aio::task_handle<int>>;

task<int> collect(handles &tasks) {
  int sum = 0;
  for (auto &each : tasks)
    sum += co_await each;
  co_return sum;
}

// --- the variable outlives the loop: every task sees its last value ----------

task<int> the_trap() {
  handles tasks;
  int i = 0;
  auto coro = [&i]() -> task<int> { co_return i; };
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: every task sees the last value of 'i'
  // CHECK-NOTES: :[[@LINE+8]]:38: note: the task is made here, in every turn of the loop
  // CHECK-NOTES: :[[@LINE-3]]:47: note: 'i' is read here when the task runs
  // CHECK-NOTES: :[[@LINE+9]]:3: note: the tasks are awaited here, after the loop
  // CHECK-NOTES: :[[@LINE-5]]:17: note: anchor the value: take 'i' as a parameter by value
  // CHECK-FIXES: auto coro = [](int i) -> task<int> { co_return i; };
  for (int n : {0, 1, 2}) {
    i = n;
    // CHECK-FIXES: tasks.push_back(aio::create_task(coro(i)));
    tasks.push_back(aio::create_task(coro()));
  }
  int sum = 0;
  for (auto &each : tasks)
    sum += co_await each;
  co_return sum;
}

task<int> more_captures() {
  handles tasks;
  std::string name;
  int i = 0;
  auto coro = [&name, &i]() -> task<int> { co_return name.size() + i; };
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: every task sees the last value of 'i'
  // CHECK-FIXES: auto coro = [&name](int i) -> task<int>
  while (i < 3) {
    ++i;
    tasks.push_back(aio::create_task(coro()));
    // CHECK-FIXES: tasks.push_back(aio::create_task(coro(i)));
  }
  co_return co_await collect(tasks);
}

task<int> counted_outside() {
  handles tasks;
  int i;
  auto coro = [&](int scale) -> task<int> { co_return i *scale; };
  // CHECK-MESSAGES: :[[@LINE-1]]:55: warning: every task sees the last value of 'i'
  // CHECK-FIXES: auto coro = [&](int scale, int i) -> task<int> { co_return i *scale; };
  for (i = 0; i < 3; ++i)
    tasks.push_back(aio::create_task(coro(10)));
  // CHECK-FIXES: tasks.push_back(aio::create_task(coro(10, i)));
  co_return co_await collect(tasks);
}

// --- the variable belongs to the loop: the tasks outlive it ------------------

task<int> everyday() {
  handles tasks;
  for (int i = 0; i < 3; ++i) {
    auto coro = [&i]() -> task<int> { co_return i; };
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: the task outlives 'i'
    // CHECK-FIXES: auto coro = [](int i) -> task<int>
    tasks.push_back(aio::create_task(coro()));
    // CHECK-FIXES: tasks.push_back(aio::create_task(coro(i)));
  }
  co_return co_await collect(tasks);
}

task<int> owned_closures(const std::vector<std::string> &names) {
  handles tasks;
  for (std::string name : names)
    tasks.push_back(
        aio::create_task([&name]() -> task<int> { co_return name.size(); }));
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: the task outlives 'name'
  // CHECK-FIXES: aio::create_task([name]() -> task<int>
  for (const auto &name : names) {
    std::string upper = name + "!";
    tasks.push_back(
        aio::create_task([&]() -> task<int> { co_return upper.size(); }));
    // CHECK-MESSAGES: :[[@LINE-1]]:57: warning: the task outlives 'upper'
    // CHECK-FIXES: aio::create_task([&, upper]() -> task<int>
  }
  co_return co_await collect(tasks);
}

task<> dropped_handles() {
  for (int i = 0; i < 3; ++i)
    (void)aio::create_task([&i]() -> task<> {
      // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: the task outlives 'i'
      co_await aio::sleep(std::chrono::milliseconds(i));
    });
  co_return;
}

static task<int> length(const std::string &text, int);
// CHECK-FIXES: static task<int> length(std::string text, int);
static task<int> length(const std::string &text, int) {
  // CHECK-FIXES: static task<int> length(std::string text, int) {
  co_return text.size();
}
task<int> seen_elsewhere(const int &number);
task<int> seen_elsewhere(const int &number) { co_return number; }

task<int> arguments() {
  handles tasks;
  for (int i = 0; i < 3; ++i) {
    std::string text(i, 'x');
    tasks.push_back(aio::create_task(length(text, i)));
    // CHECK-MESSAGES: :[[@LINE-1]]:45: warning: the task outlives 'text'
    tasks.push_back(aio::create_task(seen_elsewhere(i)));
    // CHECK-MESSAGES: :[[@LINE-1]]:53: warning: the task outlives 'i'
  }
  co_return co_await collect(tasks);
}

handles returned_after_the_loop() {
  handles tasks;
  for (int i = 0; i < 3; ++i)
    tasks.push_back(aio::create_task([&i]() -> task<int> { co_return i; }));
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: the task outlives 'i'
  return tasks;
}

// A home-made lazy task, kept and awaited after the loop.
home::lazy<int> home_made(const std::map<int, int> &map) {
  std::vector<home::lazy<int>> tasks;
  for (auto [key, value] : map) {
    auto add = [&key, &value]() -> home::lazy<int> { co_return key + value; };
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the task outlives 'key'
    // CHECK-MESSAGES: :[[@LINE-2]]:24: warning: the task outlives 'value'
    tasks.push_back(add());
  }
  int sum = 0;
  for (auto &each : tasks)
    sum += co_await std::move(each);
  co_return sum;
}

// A home-made eager one: what it reads before it suspends is still there.
home::eager<> eager_one() {
  std::vector<home::eager<int>> tasks;
  for (int i = 0; i < 3; ++i) {
    auto before = [&i]() -> home::eager<int> { co_return i; };
    auto after = [&i]() -> home::eager<int> {
      // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the task outlives 'i'
      co_await home::pause();
      co_return i;
    };
    tasks.push_back(before());
    tasks.push_back(after());
  }
  for (auto &each : tasks)
    co_await each;
}

// --- silent ------------------------------------------------------------------

task<int> anchored() {
  handles tasks;
  int i = 0;
  auto coro = [](int i) -> task<int> { co_return i; };
  for (int n : {0, 1, 2}) {
    i = n;
    tasks.push_back(aio::create_task(coro(i)));
  }
  co_return co_await collect(tasks);
}

task<int> in_time(const std::vector<std::string> &names) {
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    auto coro = [&i]() -> task<int> { co_return i; };
    sum += co_await coro();
    sum += co_await aio::create_task(coro());
    auto handle = aio::create_task(coro());
    sum += co_await handle;
    auto [a, b] = co_await aio::gather(coro(), coro());
    sum += a + b;
  }
  handles tasks;
  for (auto &name : names)
    tasks.push_back(
        aio::create_task([&name]() -> task<int> { co_return name.size(); }));
  for (int i = 0; i < 3; ++i) {
    handles inner;
    inner.push_back(
        aio::create_task([&i]() -> task<int> { co_return i; }));
    sum += co_await collect(inner);
  }
  co_return sum + co_await collect(tasks);
}

task<int> shared_on_purpose() {
  handles tasks;
  int sum = 0;
  std::atomic<int> round = 0;
  bool last = false;
  for (int i = 0; i < 3; ++i) {
    last = i == 2;
    round = i;
    ++sum;
    tasks.push_back(aio::create_task([&]() -> task<int> {
      sum += round;
      co_return last;
    }));
  }
  co_await collect(tasks);
  co_return sum;
}

task<int> in_batches() {
  handles tasks;
  for (int i = 0; i < 100; ++i) {
    int square = i * i;
    tasks.push_back(
        aio::create_task([&]() -> task<int> { co_return square; }));
    co_await collect(tasks);
    tasks.clear();
  }
  co_return 0;
}

task<> never_used() {
  for (int i = 0; i < 3; ++i)
    (void)aio::create_task([&i]() -> task<> { co_return; });
  co_return;
}
