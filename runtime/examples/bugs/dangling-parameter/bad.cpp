// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The line belongs to work(), which is over when the logger gets to write it. AddressSanitizer ends
// the program there.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

static aio::task<> write(const std::string& line) {
    co_await aio::sleep(1ms);
    std::printf("%s\n", line.c_str());
}

static aio::task<> log(const std::string& line) {
    // the bug: the task goes on when log() is done, and with it what log() was given
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
