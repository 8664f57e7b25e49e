// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What runs on a pool of threads stops no loop: coroutines that are started
// there and nowhere else, those they await, and what a thread is given.
// RUN: %check --check coro-blocking-call -- -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1

#include <asio.hpp>
#include <future>
#include <memory>
#include <thread>
#include <unistd.h>
#include <vector>

using asio::awaitable;

awaitable<void> on_a_pool(int n) {
  usleep(n);
  co_return;
}
awaitable<void> awaited_there() {
  usleep(2);
  co_return;
}
awaitable<void> awaits() {
  co_await awaited_there();
  usleep(3);
}
// A wrapper that names the pool, wherever its result goes.
struct wrapped {};
template <class Executor, class T> wrapped on(Executor &, T);
template <class T> T started(T);
awaitable<void> wrapped_for_a_pool(int n) {
  usleep(n);
  co_return;
}
awaitable<void> wrapped_for_a_loop(int n) {
  usleep(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  co_return;
}
void wraps(asio::thread_pool &pool, asio::io_context &loop,
           std::vector<wrapped> &all) {
  all.push_back(started(on(pool, started(wrapped_for_a_pool(1)))));
  all.push_back(on(loop, wrapped_for_a_loop(1)));
}

awaitable<void> on_both() {
  usleep(4);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  // CHECK-FIXES: co_await asio::steady_timer(co_await asio::this_coro::executor, std::chrono::microseconds(4)).async_wait(asio::use_awaitable);
  co_return;
}
awaitable<void> on_a_loop() {
  usleep(5);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  co_return;
}
awaitable<void> by_somebody_unseen() {
  usleep(6);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  co_return;
}

void starts(asio::thread_pool &pool, asio::io_context &loop) {
  asio::co_spawn(pool, on_a_pool(1), asio::detached);
  asio::co_spawn(pool.get_executor(), on_a_pool(2), asio::detached);
  asio::co_spawn(asio::make_strand(pool), awaits(), asio::detached);
  asio::co_spawn(pool, on_both(), asio::detached);
  asio::co_spawn(loop, on_both(), asio::detached);
  asio::co_spawn(loop, on_a_loop(), asio::detached);
  asio::co_spawn(
      pool,
      []() -> awaitable<void> {
        usleep(7);
        co_return;
      },
      asio::detached);
  asio::co_spawn(
      loop,
      []() -> awaitable<void> {
        usleep(8);
        // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'usleep' blocks the thread
        co_return;
      },
      asio::detached);
}

// A coroutine that only posts itself comes back to its own executor.
awaitable<void> moves(asio::thread_pool &pool) {
  co_await asio::post(pool, asio::use_awaitable);
  usleep(9);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  usleep(10);
}

// What is given away runs elsewhere.
awaitable<void> gives_away(asio::thread_pool &pool) {
  asio::post(pool, [] { usleep(11); });
  std::thread([] { usleep(12); }).detach();
  std::jthread own([] { usleep(13); });
  own.detach();
  auto kept = std::make_shared<std::future<void>>(std::async(std::launch::async, [] { usleep(14); }));
  (void)kept;
  co_return;
}
