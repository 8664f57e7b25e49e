// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %corolint --dump-facts %s -- -std=c++20 -I%inputs -I%root/runtime/include | FileCheck %s

#include "home.h"
#include <aio/aio.hpp>
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
