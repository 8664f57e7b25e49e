// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registering returns a handle. Awaiting it brings all three: the end, the value, the error.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;

aio::task<int> hello() {
    std::puts("hello world");
    co_await aio::sleep(1ms);
    co_return 123;
}

aio::task<int> failing() {
    co_await aio::sleep(2ms);
    throw std::runtime_error("out of paper");
}

aio::task<> async_main() {
    auto good = aio::create_task(hello());
    auto bad = aio::create_task(failing());
    std::puts("registered");

    const int value = co_await good;
    std::printf("value: %d\n", value);
    try {
        co_await bad;
    } catch (const std::runtime_error& error) {
        std::printf("error: %s\n", error.what());
    }
}

int main() {
    aio::run(async_main());
}
