// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What Asio's `detached` drops. The program shows that nobody learns of it.
// RUN: %check --check coro-swallowed-exception -- -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1
// RUN: %clangxx -std=c++20 -pthread -DASIO_HAS_CO_AWAIT=1 -DASIO_HAS_STD_COROUTINE=1 %s -o %t
// RUN: %t | FileCheck %s --check-prefix=OUT

#include <asio.hpp>
#include <cstdio>
#include <exception>
#include <stdexcept>

using asio::awaitable;

void validate(int id) {
  if (id < 0)
    throw std::out_of_range("no such id");
}
awaitable<void> store(int id) {
  validate(id);
  std::puts("stored");
  co_return;
}
awaitable<void> refuses() {
  throw std::runtime_error("not today");
  co_return;
}
awaitable<void> handles(int id) {
  try {
    validate(id);
  } catch (const std::exception &e) {
    std::printf("handled: %s\n", e.what());
  }
  co_return;
}
// Sessions end like this.
awaitable<void> serves(asio::ip::tcp::socket socket) {
  char data[16];
  for (;;)
    co_await socket.async_read_some(asio::buffer(data), asio::use_awaitable);
}

int main() {
  asio::io_context loop;
  co_spawn(loop, store(-1), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: what 'store' throws disappears: 'detached_t' drops it
  // CHECK-NOTES: :19:3: note: 'store' may throw here, and nobody learns of it
  // CHECK-NOTES: :16:5: note: it is thrown here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: give it a handler that looks at the 'std::exception_ptr', or catch what the coroutine throws in it
  asio::co_spawn(loop, refuses(), asio::detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: what 'refuses' throws disappears: 'detached_t' drops it
  asio::co_spawn(
      // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: what this lambda throws disappears: 'detached_t' drops it
      loop,
      []() -> awaitable<void> {
        validate(-2);
        co_return;
      },
      asio::detached);
  co_spawn(loop, handles(-1), asio::detached);
  co_spawn(loop, serves(asio::ip::tcp::socket(loop)), asio::detached);
  co_spawn(loop, store(-3), [](std::exception_ptr error) {
    std::printf("seen: %s\n", error ? "an error" : "none");
  });
  loop.run();
  std::puts("the end");
}
// OUT-NOT: stored
// OUT: handled: no such id
// OUT-NOT: terminate
// OUT: seen: an error
// OUT-NEXT: the end
