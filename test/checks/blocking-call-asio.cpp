// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-blocking-call -- -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1

#include <asio.hpp>
#include <chrono>
#include <string>
#include <thread>

using asio::awaitable;

awaitable<void> session(asio::ip::tcp::socket socket) {
  asio::steady_timer timer(socket.get_executor(), std::chrono::seconds(1));
  timer.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'asio::basic_waitable_timer<{{.*}}>::wait' blocks the thread
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await 'async_wait' instead
  std::string data;
  asio::read(socket, asio::dynamic_buffer(data));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'asio::read' blocks the thread
  asio::ip::tcp::resolver resolver(socket.get_executor());
  resolver.resolve("localhost", "http");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'asio::ip::basic_resolver<asio::ip::tcp>::resolve' blocks the thread
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks the thread
  // CHECK-FIXES: co_await asio::steady_timer(co_await asio::this_coro::executor, std::chrono::seconds(1)).async_wait(asio::use_awaitable);

  socket.connect({});
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}}connect' blocks the thread
  asio::ip::udp::socket datagrams(socket.get_executor());
  datagrams.connect({}); // only names the peer
  co_await timer.async_wait(asio::use_awaitable);
  co_await asio::async_read(socket, asio::dynamic_buffer(data), asio::use_awaitable);
  co_await resolver.async_resolve("localhost", "http", asio::use_awaitable);
}
