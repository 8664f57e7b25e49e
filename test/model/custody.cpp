// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %corolint --dump-facts %s -- -std=c++20 -I%inputs -I%root/runtime/include | FileCheck %s

#include "home.h"
#include <aio/aio.hpp>
#include <optional>
#include <utility>
#include <vector>

aio::task<int> work(int n = 0);
template <class T> void consume(T);
aio::task<int> with_timeout(aio::task<int> task);

// CHECK: function 'awaited'
aio::task<int> awaited(bool choice) {
  co_await work();
  // CHECK: makes lazy 'task' {{.*}} at [[@LINE-1]]:12: awaited in place
  co_await (choice ? work(1) : std::move(work(2)));
  // CHECK: at [[@LINE-1]]:22: awaited in place
  // CHECK: at [[@LINE-2]]:42: awaited in place
  co_await aio::gather(work(3), work(4));
  // CHECK: at [[@LINE-1]]:24: awaited in place
  // CHECK: at [[@LINE-2]]:33: awaited in place
  co_await with_timeout(work(5));
  // CHECK: at [[@LINE-1]]:25: awaited in place
  co_return 0;
}

// CHECK: function 'blocks_for_it'
int blocks_for_it() { return aio::run(work()); }
// CHECK: at [[@LINE-1]]:39: awaited in place

// CHECK: function 'kept'
aio::task<int> kept() {
  auto joined = work();
  // CHECK: at [[@LINE-1]]:17: joined in 'joined', joined at [[@LINE+1]]:3
  co_await std::move(joined);
  auto forgotten = work();
  // CHECK: at [[@LINE-1]]:20: kept in 'forgotten'
  auto handle = aio::create_task(work());
  // CHECK: makes a handle at [[@LINE-1]]:17: joined in 'handle', joined at [[@LINE+2]]:3
  // CHECK: makes lazy 'task' {{.*}} at [[@LINE-2]]:34: spawned, handle joined in 'handle'
  co_await handle;
  std::vector<aio::task_handle<int>> tasks;
  tasks.push_back(aio::create_task(work()));
  // CHECK: at [[@LINE-1]]:19: joined in 'tasks', joined at [[@LINE+2]]:3
  // CHECK: at [[@LINE-2]]:36: spawned, handle joined in 'tasks'
  for (auto &each : tasks)
    co_await each;
  auto escapes = work();
  // CHECK: at [[@LINE-1]]:18: unknown in 'escapes'
  consume(std::move(escapes));
  auto first = work(), second = std::move(first);
  // CHECK: at [[@LINE-1]]:16: joined in 'first', joined at [[@LINE+1]]:3
  co_await std::move(second);
  co_return 0;
}

struct keeper {
  aio::task<int> member = work();
  std::vector<aio::task<int>> members;
  // CHECK: function 'elsewhere'
  aio::task<int> elsewhere() {
    member = work();
    // CHECK: at [[@LINE-1]]:14: stored
    members.push_back(work());
    // CHECK: at [[@LINE-1]]:23: stored
    (void)work();
    // CHECK: at [[@LINE-1]]:11: discarded
    consume(work());
    // CHECK: at [[@LINE-1]]:13: unknown
    return work();
    // CHECK: at [[@LINE-1]]:12: returned
  }
};

// Adaptors, chains and spawns that are methods.
struct executor {};
struct [[nodiscard]] bound {
  bound via(executor);
  [[clang::annotate("corolint::spawn")]] void start();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
[[clang::annotate("corolint::combinator")]] bound on(executor, aio::task<int>);
struct chained {
  using promise_type = home::lazy<int>::promise_type;
  chained via(executor) &&;
  [[clang::annotate("corolint::spawn")]] void start();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
chained chain();
template <class F> chained operator|(chained, F);

// CHECK: function 'chains'
home::lazy<int> chains(executor here) {
  co_await chain().via(here);
  // CHECK: at [[@LINE-1]]:12: awaited in place
  co_await (chain() | 1 | 2);
  // CHECK: at [[@LINE-1]]:13: awaited in place
  chain().start();
  // CHECK: at [[@LINE-1]]:3: spawned, handle discarded
  chain().via(here).start();
  // CHECK: at [[@LINE-1]]:3: spawned, handle discarded
  on(here, work()).start();
  // CHECK: at [[@LINE-1]]:12: spawned, handle discarded
  co_await on(here, work()).via(here);
  // CHECK: at [[@LINE-1]]:21: awaited in place
  co_return 0;
}

// CHECK: function 'holders'
aio::task<int> holders() {
  std::optional<aio::task<int>> maybe = work();
  // CHECK: at [[@LINE-1]]:41: joined in 'maybe'
  co_await std::move(*maybe);
  aio::task<int> array[] = {work(1), work(2)};
  // CHECK: at [[@LINE-1]]:29: joined in 'array'
  // CHECK: at [[@LINE-2]]:38: joined in 'array'
  for (auto &each : array)
    co_await std::move(each);
  auto [one, two] = std::pair(work(1), work(2));
  // CHECK: at [[@LINE-1]]:31: joined in ''
  co_await std::move(one);
  co_await std::move(two);
  struct {
    std::optional<aio::task<int>> kept;
  } place;
  place.kept = work();
  // CHECK: at [[@LINE-1]]:16: joined in 'place'
  co_await *std::move(place.kept);
  static std::vector<aio::task<int>> for_ever;
  for_ever.push_back(work());
  // CHECK: at [[@LINE-1]]:22: kept in 'for_ever'
  co_return 0;
}
