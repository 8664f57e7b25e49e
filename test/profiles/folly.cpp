// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %check --check coro-sequential-await --suffix ROW --fix-notes -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <folly.h>
#include <future>
#include <thread>

namespace coro = folly::coro;
using coro::Task;

Task<int> load(int id);

Task<> drops(coro::Mutex &mutex, folly::Executor *executor) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  mutex.co_scoped_lock();
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'co_scoped_lock' does nothing here
  coro::co_withExecutor(executor, load(3)).start();
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}: note: 'folly::coro::Task<int>' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'folly::coro::co_withExecutor(executor, load(1)).start()', or wait for it with 'folly::coro::blockingWait(load(1))'
}

void notStarted(folly::Executor *executor) {
  coro::co_withExecutor(executor, load(1));
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:35: warning: coroutine 'load' never runs
}

Task<> blocks(folly::SemiFuture<int> future, std::future<int> other) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-FIXES-BLOCKS: co_await folly::coro::sleep(std::chrono::seconds(1));
  std::move(future).get();
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'folly::SemiFuture<int>::get' blocks
  other.get();
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::future<int>::get' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: 'std::future<int>::get' waits for whoever keeps the promise
  // CHECK-NOTES-BLOCKS: :[[@LINE-3]]:3: note: run it on another thread: 'co_await folly::via(folly::getGlobalIOExecutor(), [&] { return other.get(); })'
  co_return;
}

Task<int> inARow() {
  auto first = co_await load(1);
  auto second = co_await load(2);
  // CHECK-MESSAGES-ROW: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES-ROW: auto [first, second] = co_await folly::coro::collectAll(load(1), load(2));
  co_return first + second;
}

// CHECK: function 'silent'
Task<> silent(folly::Executor *executor, coro::AsyncScope &scope, int id) {
  co_await coro::collectAll(load(1), load(2));
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:29: awaited in place
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-2]]:38: awaited in place
  co_await coro::co_withExecutor(executor, load(3));
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:44: awaited in place
  scope.add(coro::co_withExecutor(executor, load(4)));
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:45: spawned
  co_await scope.joinAsync();
  auto kept = coro::co_withExecutor(executor, load(5)).start();
  co_await std::move(kept);
  co_await coro::co_invoke([id]() -> Task<int> { co_return co_await load(id); });
  coro::blockingWait(load(6));
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:22: awaited in place
}
// CHECK: calls 'collectAll' at {{.*}}: combinator
// CHECK: calls 'operator()' at {{.*}}: combinator
// CHECK: calls 'add' at {{.*}}: spawn
// CHECK: calls 'joinAsync' at {{.*}}: join
// CHECK: calls 'start' at {{.*}}: spawn
// CHECK: calls 'operator()' at {{.*}}: owns-closure
// CHECK: calls 'operator()' at {{.*}}: bridge
