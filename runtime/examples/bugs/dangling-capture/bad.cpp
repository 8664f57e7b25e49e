// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A closure that dies before its coroutine is done. The captures are members of the closure, and
// the closure is a temporary: when the reminder wakes up, it reads a dead object. AddressSanitizer
// ends the program there.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

aio::task_handle<> remind(std::string text) {
    // the bug: the closure is gone at the end of this statement
    return aio::create_task([text]() -> aio::task<> {
        co_await aio::sleep(1ms);
        std::printf("reminder: %s\n", text.c_str());
    }());
}

aio::task<> async_main() {
    auto reminder = remind("water the plants on the balcony");
    co_await reminder;
}

int main() {
    aio::run(async_main());
}
