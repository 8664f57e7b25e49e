// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A clock ticks every 10 ms while a device is polled. The poll blocks the thread, and the thread is
// the whole loop: the clock stands still for 300 ms.
#include <aio/aio.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// Ticks every 10 ms; gives the longest time between two ticks.
aio::task<steady_clock::duration> tick() {
    steady_clock::duration longest{};
    auto last = steady_clock::now();
    for (int count = 0; count < 10; ++count) {
        co_await aio::sleep(10ms);
        const auto now = steady_clock::now();
        longest = std::max(longest, now - last);
        last = now;
    }
    co_return longest;
}

void wait_for_device() {
    std::this_thread::sleep_for(300ms);
}

aio::task<> poll_directly() {
    co_await aio::sleep(1ms);           // asks the device
    std::this_thread::sleep_for(300ms); // the bug
}

aio::task<> poll_with_helper() {
    co_await aio::sleep(1ms); // asks the device
    wait_for_device();        // the bug, one call away
}

aio::task<> report(const char* how, aio::task<> poll) {
    auto ticking = aio::create_task(tick());
    co_await std::move(poll);
    const bool on_time = co_await ticking < 300ms;
    std::printf("%s: ticks on time: %s\n", how, on_time ? "yes" : "no");
}

aio::task<> async_main() {
    co_await report("directly", poll_directly());
    co_await report("through a helper", poll_with_helper());
}

int main() {
    aio::run(async_main());
}
