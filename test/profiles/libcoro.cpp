// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %check --check coro-sequential-await --suffix ROW --fix-notes -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <libcoro.h>
#include <thread>

using coro::task;

task<> save(int id);

task<> drops(coro::mutex &mutex, coro::scheduler &scheduler) {
  save(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'save' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await save(1);
  mutex.lock();
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'lock' does nothing here
  // CHECK-FIXES-LAZY: {{^  }}co_await mutex.lock();
  scheduler.yield_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'yield_for
  co_return;
}

task<> blocks(coro::thread_pool &pool) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'loop->yield_for(std::chrono::seconds(1))' instead
  co_await pool.schedule();
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// What its when_all gives is a tuple of tasks, not of values: no fix.
task<int> size(int page);
task<int> in_a_row() {
  auto first = co_await size(1);
  auto second = co_await size(2);
  // CHECK-MESSAGES-ROW: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-NOTES-ROW: :[[@LINE-2]]:17: note: this starts when
  // CHECK-NOTES-ROW: :[[@LINE-4]]:16: note: run them side by side: 'coro::when_all(size(1), size(2))'
  co_return first + second;
}

// CHECK: function 'silent'
task<> silent(coro::thread_pool &pool, coro::scheduler &scheduler) {
  pool.spawn_detached(save(1));
  // CHECK: makes lazy 'task' (drop destroys) at [[@LINE-1]]:23: spawned
  co_await coro::when_all(save(2), save(3));
  // CHECK: makes lazy 'task' (drop destroys) at [[@LINE-1]]:27: awaited in place
  // CHECK: makes lazy 'task' (drop destroys) at [[@LINE-2]]:36: awaited in place
  coro::sync_wait(save(4));
  // CHECK: makes lazy 'task' (drop destroys) at [[@LINE-1]]:19: awaited in place
  coro::task_group<coro::thread_pool> group(&pool);
  if (!group.start(save(5)))
    co_return;
  // CHECK: makes lazy 'task' (drop destroys) at [[@LINE-2]]:20: spawned
  co_await group;
  co_await scheduler.yield_for(std::chrono::seconds(1));
}
// CHECK: calls 'spawn_detached' at {{.*}}: spawn
// CHECK: calls 'when_all' at {{.*}}: combinator
// CHECK: calls 'sync_wait' at {{.*}}: bridge
// CHECK: calls 'start' at {{.*}}: spawn
// CHECK: calls 'yield_for' at {{.*}}: sleep
