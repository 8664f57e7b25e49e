// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A lock that is awaited: the second deposit waits without its thread, and the first one goes on.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>

using namespace std::chrono_literals;

static aio::mutex mutex;
static int balance = 0;

static aio::task<> deposit(int amount) {
    auto guard = co_await mutex.lock();
    std::printf("deposits %d\n", amount);
    std::fflush(stdout);
    int before = balance;
    co_await aio::sleep(1ms);
    balance = before + amount;
}

aio::task<> async_main() {
    co_await aio::gather(deposit(10), deposit(20));
    std::printf("balance: %d\n", balance);
}

int main() {
    aio::run(async_main());
}
