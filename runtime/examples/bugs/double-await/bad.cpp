// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One task, awaited in each turn of a loop. The first turn takes the coroutine; the second finds
// nothing, and aio throws. Prints `reading 1: 20`, then the error.
#include <aio/aio.hpp>

#include <cstdio>
#include <stdexcept>

static int sensor = 20;

static aio::task<int> measure() {
    co_return sensor++;
}

aio::task<> async_main() {
    auto measuring = measure();
    for (int turn = 1; turn <= 3; ++turn) {
        // the bug: made once, awaited three times
        int value = co_await std::move(measuring);
        std::printf("reading %d: %d\n", turn, value);
    }
}

int main() {
    try {
        aio::run(async_main());
    } catch (const std::logic_error& error) {
        std::printf("%s\n", error.what());
    }
}
