// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first deposit sleeps with the mutex taken; the second waits for it on the same thread, and
// nobody is left to wake the first. Prints `deposits 10` and stands still.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <mutex>

using namespace std::chrono_literals;

static std::mutex mutex;
static int balance = 0;

static aio::task<> deposit(int amount) {
    // the bug: the thread's lock is held while the thread does something else
    std::lock_guard guard(mutex);
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
