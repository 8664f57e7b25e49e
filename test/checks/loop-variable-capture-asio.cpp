// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-loop-variable-capture -- -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1

#include <asio.hpp>
#include <cstdio>
#include <string>
#include <vector>

using asio::awaitable;

void sessions(asio::io_context &context, std::vector<asio::ip::tcp::socket> sockets) {
  for (std::size_t i = 0; i < sockets.size(); ++i)
    asio::co_spawn(
        context,
        [&]() -> awaitable<void> {
          char data[16];
          co_await sockets[i].async_read_some(asio::buffer(data), asio::use_awaitable);
          std::printf("%zu\n", i);
          // CHECK-MESSAGES: :[[@LINE-2]]:28: warning: the task outlives 'i'
          // CHECK-FIXES: [&, i]() -> awaitable<void> {
        },
        asio::detached);
  context.run();
}

// The body may run up to its first suspension before co_spawn returns, and the
// elements outlive the loop.
void silent(asio::io_context &context, std::vector<asio::ip::tcp::socket> &sockets) {
  for (int i = 0; i < 3; ++i)
    asio::co_spawn(
        context,
        [&i]() -> awaitable<void> {
          std::printf("%d\n", i);
          co_return;
        },
        asio::detached);
  for (auto &socket : sockets)
    asio::co_spawn(
        context,
        [&]() -> awaitable<void> {
          char data[16];
          co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
          socket.close();
        },
        asio::detached);
  context.run();
}
