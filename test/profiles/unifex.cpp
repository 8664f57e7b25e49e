// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <unifex.h>
#include <thread>

unifex::task<int> load(int id);
unifex::task<void> save(int id);

unifex::task<void> drops(unifex::async_scope &scope, unifex::scheduler pool) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  scope.spawn_on(pool, load(2));
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}: note: 'unifex::_task::_task<int>::type' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'scope.detached_spawn_on(pool, load(1))', or wait for it with 'unifex::sync_wait(load(1))'
}

unifex::task<void> blocks() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'unifex::schedule_after(timer, std::chrono::seconds(1))' instead
  co_return;
}

// CHECK: function 'silent'
unifex::task<void> silent(unifex::async_scope &scope, unifex::scheduler pool) {
  scope.detached_spawn_on(pool, save(1));
  // CHECK: makes lazy 'type' {{.*}} at [[@LINE-1]]:33: spawned
  unifex::spawn_detached(unifex::on(pool, save(2)), scope);
  // CHECK: makes lazy 'type' {{.*}} at [[@LINE-1]]:43: spawned
  co_await unifex::when_all(load(3), load(4));
  // CHECK: makes lazy 'type' {{.*}} at [[@LINE-1]]:29: awaited in place
  // CHECK: makes lazy 'type' {{.*}} at [[@LINE-2]]:38: awaited in place
  auto kept = scope.spawn_on(pool, load(5));
  co_await std::move(kept);
  unifex::sync_wait(load(6));
  // CHECK: makes lazy 'type' {{.*}} at [[@LINE-1]]:21: awaited in place
  co_await scope.complete();
}
// CHECK: calls 'detached_spawn_on' at {{.*}}: spawn
// CHECK: calls 'operator()' at {{.*}}: spawn
// CHECK: calls 'operator()' at {{.*}}: combinator
// CHECK: calls 'operator()' at {{.*}}: combinator
// CHECK: calls 'spawn_on' at {{.*}}: spawn
// CHECK: calls 'operator()' at {{.*}}: bridge
// CHECK: calls 'complete' at {{.*}}: join
