// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program: the loop runs for ever, that is, until somebody stops it.
#include <aio/event_loop.hpp>
#include <aio/sleep.hpp>

#include <chrono>
#include <cstdio>

aio::task<> async_main() {
    for (int request = 1; request <= 3; ++request) {
        co_await aio::sleep(std::chrono::milliseconds(1));
        std::printf("request %d\n", request);
    }
    aio::get_running_loop().stop();
}

int main() {
    aio::event_loop loop;
    auto serving = loop.create_task(async_main());
    loop.run_forever();
    std::printf("stopped; async_main has ended: %s\n", serving.done() ? "yes" : "no");
}
