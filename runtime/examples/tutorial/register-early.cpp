// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Concurrency is several coroutines at once. Register them as early as you can, and wait for them
// as late as you can.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

aio::task<int> coro(int number) {
    std::printf("%d begins\n", number);
    co_await aio::sleep(number * 10ms);
    std::printf("%d ends\n", number);
    co_return number * 100;
}

aio::task<> async_main() {
    auto task1 = aio::create_task(coro(1));
    auto task2 = aio::create_task(coro(2));
    auto task3 = aio::create_task(coro(3));
    std::puts("all three are registered");

    const int result1 = co_await task1;
    const int result2 = co_await task2;
    const int result3 = co_await task3;
    std::printf("%d %d %d\n", result1, result2, result3);
}

int main() {
    aio::run(async_main());
}
