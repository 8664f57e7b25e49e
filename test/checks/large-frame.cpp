// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --suffix DEFAULT
// RUN: %check --option MinimumBytes=1024 --suffix DEFAULT --suffix SMALL
// RUN: %check --option MinimumBytes=1000000

#include <aio/aio.hpp>
#include "generator.h"
#include "home.h"

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

using home::lazy;

std::size_t receive(char *into, std::size_t size);
void use(const void *);
bool flag();

// --- what lies in the frame ------------------------------------------------------

lazy<> used_on_both_sides() {
  char buffer[65536];
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:8: warning: 'buffer' takes 64 KiB (65536 bytes) of the coroutine's frame, as long as the coroutine lives [coro-large-frame]
  // CHECK-NOTES-DEFAULT: :[[@LINE+3]]:3: note: the coroutine suspends here while 'buffer' is alive
  // CHECK-NOTES-DEFAULT: :[[@LINE-3]]:8: note: allocate it when it is needed, as a 'std::vector' or a 'std::unique_ptr', or use it in a function that does not suspend
  receive(buffer, sizeof buffer);
  co_await home::pause();
  use(buffer);
}
lazy<> declared_too_early() {
  std::array<char, 16384> buffer;
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:27: warning: 'buffer' takes 16 KiB (16384 bytes)
  co_await home::pause();
  use(&buffer);
}
lazy<> lent_before() {
  std::array<int, 8192> numbers{};
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:25: warning: 'numbers' takes 32 KiB (32768 bytes)
  use(&numbers);
  if (flag())
    co_await home::pause();
}
struct session {
  char in[8192];
  char out[8192];
};
lazy<> an_object() {
  session mine;
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:11: warning: 'mine' takes 16 KiB (16384 bytes)
  while (receive(mine.in, sizeof mine.in))
    co_await home::pause();
}
std::pair<session, int> make();
lazy<> bound() {
  auto [mine, number] = make();
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:8: warning: '[mine, number]' takes 16 KiB (16388 bytes)
  co_await home::pause();
  use(&mine);
}
lazy<> in_a_loop() {
  for (int i = 0; i < 3; ++i) {
    char buffer[20000];
    // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:10: warning: 'buffer' takes 19 KiB (20000 bytes)
    receive(buffer, sizeof buffer);
    co_await home::pause();
  }
}
lazy<> in_an_if() {
  if (session mine; receive(mine.in, 1))
    // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:15: warning: 'mine' takes 16 KiB
    co_await home::pause();
}
generator<int> yields() {
  char buffer[65536];
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:8: warning: 'buffer' takes 64 KiB
  use(buffer);
  co_yield 1;
}

// The parameters of a lazy coroutine live in the frame from the call on.
lazy<> by_value(std::array<char, 16384> bytes) {
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:41: warning: 'bytes' takes 16 KiB (16384 bytes) of the coroutine's frame, as long as the coroutine lives
  // CHECK-NOTES-DEFAULT: :[[@LINE-2]]:41: note: the coroutine keeps a copy of its own from the call on
  // CHECK-NOTES-DEFAULT: :[[@LINE-3]]:41: note: take a 'std::vector' or a 'std::unique_ptr', which only points to it
  use(&bytes);
  co_return;
}
home::eager<> by_value_and_later(session mine) {
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:42: warning: 'mine' takes 16 KiB
  use(&mine);
  co_await home::pause();
}

template <class T> lazy<> templated() {
  T many[4096];
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:5: warning: 'many' takes
  T some[2048];
  // CHECK-MESSAGES-SMALL: :[[@LINE-1]]:5: warning: 'some' takes
  co_await home::pause();
  use(many);
  use(some);
}
template lazy<> templated<int>();
template lazy<> templated<double>();

#define BUFFER(NAME) char NAME[65536]
lazy<> in_a_macro() {
  BUFFER(buffer);
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:10: warning: 'buffer' takes 64 KiB
  co_await home::pause();
  use(buffer);
}
auto lambda = []() -> lazy<> {
  char buffer[65536];
  // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:8: warning: 'buffer' takes 64 KiB
  co_await home::pause();
  use(buffer);
};

void start(lazy<>);
void many() {
  for (int i = 0; i < 1000; ++i)
    start([]() -> lazy<> {
      char buffer[65536];
      // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:12: warning: 'buffer' takes 64 KiB
      co_await home::pause();
      use(buffer);
    }());
}
lazy<> each_has_one() {
  start([]() -> lazy<> {
    char buffer[65536];
    // CHECK-MESSAGES-DEFAULT: :[[@LINE-1]]:10: warning: 'buffer' takes 64 KiB
    co_await home::pause();
    use(buffer);
  }());
  co_return;
}

lazy<> middling() {
  char buffer[4096];
  // CHECK-MESSAGES-SMALL: :[[@LINE-1]]:8: warning: 'buffer' takes 4 KiB (4096 bytes)
  co_await home::pause();
  use(buffer);
}

// --- what does not ---------------------------------------------------------------

void one() {
  start([]() -> lazy<> {
    char buffer[65536];
    auto inner = [&]() -> lazy<> {
      char own[65536];
      co_await home::pause();
      use(own);
    };
    co_await inner();
    use(buffer);
  }());
}
aio::task<> main_task() {
  char buffer[65536];
  co_await home::pause();
  use(buffer);
}
void run() { aio::run(main_task()); }

lazy<> in_an_inner_scope() {
  {
    char buffer[65536];
    use(buffer);
  }
  co_await home::pause();
}
lazy<> after_all_suspensions() {
  co_await home::pause();
  char buffer[65536];
  use(buffer);
}
lazy<> between_the_turns() {
  while (flag()) {
    co_await home::pause();
    char buffer[65536];
    use(buffer);
  }
}
lazy<> on_the_other_path() {
  if (flag()) {
    char buffer[65536];
    use(buffer);
    co_return;
  }
  co_await home::pause();
}
lazy<> never_suspends() {
  char buffer[65536];
  use(buffer);
  co_await home::ready_at_once();
}
std::size_t reads() {
  char buffer[65536];
  return receive(buffer, sizeof buffer);
}
lazy<> on_the_stack_of_another() {
  co_await home::pause();
  reads();
}
lazy<> allocated() {
  std::vector<char> buffer(65536);
  auto mine = std::make_unique<session>();
  co_await home::pause();
  use(buffer.data());
  use(mine.get());
}
lazy<> elsewhere(session &lent, const session &looked_at) {
  static session shared;
  thread_local session own;
  constexpr std::array<int, 8192> table{};
  session &again = lent;
  co_await home::pause();
  use(&shared);
  use(&own);
  use(&table[0]);
  use(&again);
  use(&looked_at);
}
home::eager<> used_at_once(session mine) {
  use(&mine);
  co_return;
}
lazy<> captured() {
  static char buffer[65536];
  auto inner = [] {
    char own[65536];
    use(own);
  };
  co_await home::pause();
  inner();
  use(buffer);
}
template <std::size_t Size> lazy<> sized() {
  char buffer[Size];
  co_await home::pause();
  use(buffer);
}
template lazy<> sized<65536>();
template lazy<> sized<16>();
template <std::size_t Size> lazy<> never_instantiated() {
  char buffer[Size];
  char large[65536];
  co_await home::pause();
  use(buffer);
  use(large);
}
