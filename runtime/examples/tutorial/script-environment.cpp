// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A script: the loop runs until one coroutine has ended. `aio::run(async_main())` says the same in
// one line, and closes the loop.
#include <aio/event_loop.hpp>
#include <aio/sleep.hpp>

#include <chrono>
#include <cstdio>

aio::task<int> async_main() {
    std::puts("inside the loop");
    co_await aio::sleep(std::chrono::milliseconds(1));
    co_return 0;
}

int main() {
    aio::event_loop loop;
    const int status = loop.run_until_complete(async_main());
    std::puts("the loop has ended with its coroutine");
    return status;
}
