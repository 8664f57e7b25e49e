// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The coroutine waits without its thread. Prints `measured 20`.
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
    int value = co_await measure();
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
