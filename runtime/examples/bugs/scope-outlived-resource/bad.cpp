// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The group leaves by an early return, without a join. It cancels its task, which ends later, when
// the letter that was declared after the group is gone. AddressSanitizer ends the program there.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace std::chrono_literals;

static aio::task<> deliver(const std::string& letter) {
    try {
        co_await aio::sleep(1s);
        std::printf("delivered: %s\n", letter.c_str());
    } catch (const aio::cancelled_error&) {
        std::printf("returned: %s\n", letter.c_str());
        throw;
    }
}

static aio::task<> work(bool holiday) {
    aio::task_group group;
    // the bug: it dies before the group, and one path does not join the group
    std::string letter = "a letter that is too long to be stored inside";
    group.create_task(deliver(letter));
    co_await aio::sleep(1ms); // it is on its way
    if (holiday) {
        co_return;
    }
    co_await group.join();
}

aio::task<> async_main() {
    co_await work(true);
    co_await aio::sleep(50ms);
}

int main() {
    aio::run(async_main());
}
