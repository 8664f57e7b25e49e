// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <async_simple.h>
#include <thread>

using async_simple::coro::Lazy;

Lazy<int> load(int id);

Lazy<> drops(async_simple::coro::Mutex &mutex) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  mutex.coScopedLock();
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'coScopedLock' does nothing here
  // CHECK-FIXES-LAZY: {{^  }}co_await mutex.coScopedLock();
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}: note: 'async_simple::coro::Lazy<int>' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'load(1).start([](auto &&) { })', or wait for it with 'async_simple::coro::syncAwait(load(1))'
}

Lazy<> blocks(async_simple::Executor *pool) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-FIXES-BLOCKS: co_await async_simple::coro::sleep(std::chrono::seconds(1));
  co_await async_simple::coro::dispatch(pool);
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// CHECK: function 'silent'
Lazy<> silent(async_simple::Executor *pool) {
  load(1).start([](auto &&) { });
  load(2).via(pool).detach();
  co_await async_simple::coro::collectAll(load(3), load(4));
  // CHECK: makes lazy 'Lazy' {{.*}} at [[@LINE-1]]:43: awaited in place
  // CHECK: makes lazy 'Lazy' {{.*}} at [[@LINE-2]]:52: awaited in place
  async_simple::coro::syncAwait(load(5));
  // CHECK: makes lazy 'Lazy' {{.*}} at [[@LINE-1]]:33: awaited in place
}
// CHECK: calls 'start' at {{.*}}: spawn
// CHECK: calls 'detach' at {{.*}}: detach
// CHECK: calls 'collectAll' at {{.*}}: combinator
// CHECK: calls 'syncAwait' at {{.*}}: bridge
