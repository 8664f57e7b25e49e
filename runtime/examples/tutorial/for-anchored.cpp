// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Out of the trap of `for`: a parameter anchors the value. It is copied into the coroutine's frame
// when the coroutine is made, so the coroutines print 0 1 2.
#include <aio/aio.hpp>

#include <cstdio>
#include <vector>

aio::task<> async_main() {
    std::vector<aio::task_handle<int>> tasks;
    for (int i = 0; i < 3; ++i) {
        auto coro = [](int i) -> aio::task<int> { co_return i; };
        tasks.push_back(aio::create_task(coro(i)));
    }
    for (const auto& task : tasks)
        std::printf("%d\n", co_await task);
}

int main() {
    aio::run(async_main());
}
