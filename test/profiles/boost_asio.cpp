// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Asio as Boost has it, and Boost.Beast. Against the real headers.
// RUN: %check --check coro-blocking-call
// RUN: %corolint --dump-facts %s -- -std=c++20 | FileCheck %s

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <thread>

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::awaitable;

awaitable<int> load(int id);

awaitable<void> blocks(beast::tcp_stream stream, asio::ip::tcp::endpoint peer, asio::thread_pool &pool) {
  stream.connect(peer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::beast::basic_stream<{{.*}}>::connect' blocks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await 'async_connect' instead
  beast::http::request<beast::http::empty_body> request;
  beast::http::write(stream, request);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::beast::http::write' blocks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await 'http::async_write' instead
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-FIXES: co_await boost::asio::steady_timer(co_await boost::asio::this_coro::executor, std::chrono::seconds(1)).async_wait(boost::asio::use_awaitable);
  co_await beast::http::async_write(stream, request, asio::use_awaitable);
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// CHECK: function 'facts'
void facts(asio::io_context &context, asio::steady_timer &timer) {
  timer.async_wait(asio::deferred);
  // CHECK: makes a lazy awaitable at [[@LINE-1]]:3: discarded
  asio::co_spawn(context, load(1), asio::detached);
  // CHECK: makes {{.*}} 'awaitable' {{.*}} at [[@LINE-1]]:27: spawned, handle discarded
  context.run();
}
// CHECK: calls 'co_spawn' at {{.*}}: spawn
// CHECK: calls 'run' at {{.*}}: bridge
