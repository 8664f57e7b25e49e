// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A loop that is asked to run while it runs. asyncio refuses, and so does aio; elsewhere the
// program stands still. Prints the error.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;

static aio::task<int> measure() {
    co_await aio::sleep(1ms);
    co_return 20;
}

aio::task<> async_main() {
    // the bug: the thread that should run measure() waits for it here
    int value = aio::run(measure());
    std::printf("measured %d\n", value);
    co_return;
}

int main() {
    try {
        aio::run(async_main());
    } catch (const std::runtime_error& error) {
        std::printf("%s\n", error.what());
    }
}
