// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Both are awaited. Prints `saved 2 of 2`.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

static int saved = 0;

static aio::task<> save() {
    co_await aio::sleep(1ms);
    ++saved;
}

aio::task<> async_main() {
    co_await save();
    co_await save();
    co_await aio::sleep(50ms);
    std::printf("saved %d of 2\n", saved);
}

int main() {
    aio::run(async_main());
}
