// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <stdexec.h>
#include <thread>

exec::task<int> load(int id);

exec::task<void> drops(exec::async_scope &scope, exec::static_thread_pool &pool) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  scope.spawn_future(stdexec::starts_on(pool.get_scheduler(), load(2)));
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}: note: 'experimental::execution::__task::basic_task<int, {{.*}}>' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'scope.spawn(stdexec::starts_on(scheduler, load(1)))', or wait for it with 'stdexec::sync_wait(load(1))'
}

exec::task<void> blocks() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'exec::schedule_after(timer, std::chrono::seconds(1))' instead
  co_return;
}

// CHECK: function 'silent'
exec::task<void> silent(exec::async_scope &scope, exec::static_thread_pool &pool) {
  scope.spawn(stdexec::starts_on(pool.get_scheduler(), load(1)));
  // CHECK: makes lazy 'basic_task' {{.*}} at [[@LINE-1]]:56: spawned
  co_await stdexec::when_all(load(2), load(3));
  // CHECK: makes lazy 'basic_task' {{.*}} at [[@LINE-1]]:30: awaited in place
  // CHECK: makes lazy 'basic_task' {{.*}} at [[@LINE-2]]:39: awaited in place
  auto kept = scope.spawn_future(stdexec::starts_on(pool.get_scheduler(), load(4)));
  co_await std::move(kept);
  stdexec::sync_wait(load(5));
  // CHECK: makes lazy 'basic_task' {{.*}} at [[@LINE-1]]:22: awaited in place
  co_await scope.on_empty();
}
// CHECK: calls 'spawn' at {{.*}}: spawn
// CHECK: calls 'operator()' at {{.*}}: combinator
// CHECK: calls 'spawn_future' at {{.*}}: spawn
// CHECK: calls 'operator()' at {{.*}}: bridge
// CHECK: calls 'on_empty' at {{.*}}: join
