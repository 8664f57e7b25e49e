// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text is a parameter: it lives in the frame, as long as the coroutine.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

aio::task_handle<> remind(std::string text) {
    return aio::create_task([](std::string text) -> aio::task<> {
        co_await aio::sleep(1ms);
        std::printf("reminder: %s\n", text.c_str());
    }(text));
}

aio::task<> async_main() {
    auto reminder = remind("water the plants on the balcony");
    co_await reminder;
}

int main() {
    aio::run(async_main());
}
