// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handler takes the cancellation for one more failed poll, so the watcher never ends. Prints
// `the watcher is told to end` and waits for it for ever.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;

static int polls = 0;

static aio::task<> poll() {
    co_await aio::sleep(1ms);
    if (++polls % 3 == 0)
        throw std::runtime_error("nobody answers");
}

static aio::task<> watch() {
    for (;;) {
        try {
            co_await poll();
        } catch (...) { // the bug: everything is caught here, and dropped
        }
    }
}

aio::task<> async_main() {
    auto watcher = aio::create_task(watch());
    co_await aio::sleep(20ms);
    std::printf("the watcher is told to end\n");
    std::fflush(stdout);
    watcher.cancel();
    try {
        co_await watcher;
    } catch (const aio::cancelled_error&) {
        std::printf("it has ended\n");
    }
}

int main() {
    aio::run(async_main());
}
