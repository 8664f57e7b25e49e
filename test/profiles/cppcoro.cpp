// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <cppcoro.h>
#include <thread>

using cppcoro::task;

task<int> load(int id);

task<> drops(cppcoro::async_mutex &mutex) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  mutex.lock_async();
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'lock_async' does nothing here
  // CHECK-FIXES-LAZY: {{^  }}co_await mutex.lock_async();
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}machinery.h:{{.*}}: note: 'cppcoro::task<int>' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'scope.spawn(load(1))', or wait for it with 'cppcoro::sync_wait(load(1))'
}

task<> blocks(cppcoro::static_thread_pool &pool) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'service.schedule_after(std::chrono::seconds(1))' instead
  co_await pool.schedule();
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// CHECK: function 'silent'
task<> silent(cppcoro::async_scope &scope, cppcoro::io_service &service) {
  scope.spawn(load(1));
  co_await cppcoro::when_all_ready(load(2), load(3));
  auto both = cppcoro::when_all_ready(load(4), load(5));
  co_await std::move(both);
  cppcoro::sync_wait(load(6));
  co_await service.schedule_after(std::chrono::seconds(1));
  co_await scope.join();
}
// CHECK: makes lazy 'task' (drop destroys) at {{.*}}: spawned, handle discarded
// CHECK: makes lazy 'task' (drop destroys) at {{.*}}: awaited in place
// CHECK: makes lazy 'task' (drop destroys) at {{.*}}: awaited in place
// CHECK: makes lazy 'task' (drop destroys) at {{.*}}: joined in 'both'
// CHECK: makes lazy 'task' (drop destroys) at {{.*}}: joined in 'both'
// CHECK: makes lazy 'task' (drop destroys) at {{.*}}: awaited in place
// CHECK: calls 'spawn' at {{.*}}: spawn
// CHECK: calls 'when_all_ready' at {{.*}}: combinator
// CHECK: calls 'sync_wait' at {{.*}}: bridge
// CHECK: calls 'schedule_after' at {{.*}}: sleep
// CHECK: calls 'join' at {{.*}}: join
