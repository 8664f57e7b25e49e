// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The letter is older than the group, and every path joins: the task is cancelled and over before
// the letter is gone.
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
    std::string letter = "a letter that is too long to be stored inside";
    aio::task_group group;
    group.create_task(deliver(letter));
    co_await aio::sleep(1ms); // it is on its way
    if (holiday) {
        group.cancel();
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
