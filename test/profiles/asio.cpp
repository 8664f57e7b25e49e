// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the tests of the checks do not show: experimental Asio. Against the real
// headers.
// RUN: %corolint --dump-facts %s -- -std=c++20 -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1 | FileCheck %s

#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/experimental/deferred.hpp>
#include <asio/experimental/parallel_group.hpp>

namespace experimental = asio::experimental;
using namespace experimental::awaitable_operators;
using asio::awaitable;

awaitable<int> load(int id);

// CHECK: function 'drops'
awaitable<void> drops(asio::steady_timer &timer) {
  timer.async_wait(experimental::deferred);
  // CHECK: makes a lazy awaitable at [[@LINE-1]]:3: discarded
  co_return;
}

// CHECK: function 'silent'
awaitable<void> silent(asio::any_io_executor executor, asio::thread_pool &pool) {
  co_await (load(1) && load(2));
  // CHECK: makes {{.*}} 'awaitable' {{.*}} at [[@LINE-1]]:13: awaited in place
  // CHECK: makes {{.*}} 'awaitable' {{.*}} at [[@LINE-2]]:24: awaited in place
  co_await (load(3) || load(4));
  // CHECK: makes {{.*}} 'awaitable' {{.*}} at [[@LINE-1]]:13: awaited in place
  // CHECK: makes {{.*}} 'awaitable' {{.*}} at [[@LINE-2]]:24: awaited in place
  co_await experimental::make_parallel_group(
      asio::co_spawn(executor, load(5), experimental::deferred),
      asio::co_spawn(executor, load(6), experimental::deferred))
      .async_wait(experimental::wait_for_all(), asio::use_awaitable);
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
}
// CHECK: calls 'make_parallel_group' at {{.*}}: combinator
// CHECK: calls 'co_spawn' at {{.*}}: spawn
// CHECK: calls 'co_spawn' at {{.*}}: owns-closure
// CHECK: calls 'bind_executor' at {{.*}}: resumes-elsewhere
