// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-task-handle -- -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1

#include <asio.hpp>

asio::awaitable<int> number();

void outside(asio::io_context &context) {
  asio::co_spawn(context, number(), asio::use_future);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'number' is started and then dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: nobody learns when it ended, what it returned, or why it failed
  // CHECK-NOTES: :[[@LINE-3]]:3: note: keep what the call returns and await it

  // Said on purpose.
  asio::co_spawn(context, number(), asio::detached);
  asio::co_spawn(context, number(), [](std::exception_ptr, int) {});
  auto kept = asio::co_spawn(context, number(), asio::use_future);
  context.run();
  kept.get();
}
