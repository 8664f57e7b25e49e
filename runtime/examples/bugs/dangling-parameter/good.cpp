// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The task that outlives the call has a line of its own.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

static aio::task<> write(std::string line) {
    co_await aio::sleep(1ms);
    std::printf("%s\n", line.c_str());
}

static aio::task<> log(const std::string& line) {
    aio::create_task(write(line)).detach();
    co_return;
}

aio::task<> work() {
    std::string line = "a line of the log, too long to be stored inside";
    co_await log(line);
}

aio::task<> async_main() {
    co_await work();
    co_await aio::sleep(50ms);
}

int main() {
    aio::run(async_main());
}
