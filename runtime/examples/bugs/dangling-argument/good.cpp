// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The name is taken by value: it moves into the frame, and lives as long as the coroutine.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

static aio::task<> greet(std::string name) {
    co_await aio::sleep(1ms);
    std::printf("hello, %s\n", name.c_str());
}

aio::task_handle<> welcome() {
    return aio::create_task(greet(std::string("a visitor with a long name")));
}

aio::task<> async_main() {
    auto greeting = welcome();
    co_await greeting;
}

int main() {
    aio::run(async_main());
}
