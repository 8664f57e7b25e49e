// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call for each await. Prints three readings.
#include <aio/aio.hpp>

#include <cstdio>
#include <stdexcept>

static int sensor = 20;

static aio::task<int> measure() {
    co_return sensor++;
}

aio::task<> async_main() {
    for (int turn = 1; turn <= 3; ++turn) {
        int value = co_await measure();
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
