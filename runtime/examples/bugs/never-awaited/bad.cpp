// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The task is made and kept, and never awaited: nothing is saved. Prints `saved 0 of 2`.
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
    auto first = save();
    auto second = save();
    // the bug: no `co_await` anywhere
    co_await aio::sleep(50ms);
    std::printf("saved %d of 2\n", saved);
}

int main() {
    aio::run(async_main());
}
