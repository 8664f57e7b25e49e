// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine

#include <aio/aio.hpp>

aio::task<> work();

aio::task<> fires() {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  // CHECK-FIXES: {{^  }}co_await work();
  co_return;
}

aio::task<> in_a_combinator() {
  aio::gather(work(), work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'gather' never runs
  // CHECK-FIXES: co_await aio::gather(work(), work());
  co_return;
}

void outside() {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  // CHECK-NOTES: {{.*}}promise.hpp:{{.*}}: note: 'aio::task<>' is lazy
  // CHECK-NOTES: :[[@LINE-3]]:3: note: start it with 'aio::create_task(work())', or wait for it with 'aio::run(work())'
}

aio::task<> silent() {
  auto task = aio::create_task(work());
  co_await task;
}
