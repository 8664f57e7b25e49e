// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Asio has no nested promise_type: its promise stands in coroutine_traits.
// RUN: %check --check coro-discarded-coroutine -- -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1

#include <asio.hpp>

using asio::awaitable;

awaitable<void> work();

// Declared only: nothing instantiates its promise here.
awaitable<int> number();
void outside_of_all() {
  number();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'number' never runs
}

awaitable<void> fires(asio::steady_timer &timer) {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  // CHECK-FIXES: {{^  }}co_await work();
  timer.async_wait(asio::use_awaitable);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'async_wait
  // CHECK-FIXES: co_await timer.async_wait(asio::use_awaitable);
  // Without somebody to await it, even a spawn starts nothing.
  asio::co_spawn(timer.get_executor(), work(), asio::use_awaitable);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'co_spawn
  co_return;
}

void outside(asio::io_context &context) {
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'work' never runs
  // CHECK-NOTES: {{.*}}awaitable.hpp:{{.*}}: note: 'asio::awaitable<void>' is lazy
  // CHECK-NOTES: :[[@LINE-3]]:3: note: start it with 'asio::co_spawn(executor, work(), asio::detached)', or wait for it with 'asio::co_spawn(context, work(), asio::use_future)'
  context.run();
}

awaitable<void> silent(asio::io_context &context) {
  asio::co_spawn(context, work(), asio::detached);
  asio::co_spawn(context, work, asio::detached);
  co_await work();
}
