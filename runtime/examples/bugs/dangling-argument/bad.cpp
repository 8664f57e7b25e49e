// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A coroutine that is given a reference to a temporary, and runs when the temporary is gone.
// AddressSanitizer ends the program there.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

static aio::task<> greet(const std::string& name) {
    co_await aio::sleep(1ms);
    std::printf("hello, %s\n", name.c_str());
}

aio::task_handle<> welcome() {
    // the bug: the string is gone at the end of this statement
    return aio::create_task(greet(std::string("a visitor with a long name")));
}

aio::task<> async_main() {
    auto greeting = welcome();
    co_await greeting;
}

int main() {
    aio::run(async_main());
}
