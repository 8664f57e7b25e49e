// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The trap of `for`. Each coroutine looks at `i` when it runs, and by then the loop is over: it
// prints 2 2 2, not 0 1 2. (Nothing dangles: `i` and the closure live longer than the tasks.)
#include <aio/aio.hpp>

#include <cstdio>
#include <vector>

aio::task<> async_main() {
    std::vector<aio::task_handle<int>> tasks;
    int i = 0;
    auto coro = [&i]() -> aio::task<int> { co_return i; };
    for (int n : {0, 1, 2}) {
        i = n;
        tasks.push_back(aio::create_task(coro()));
    }
    for (const auto& task : tasks)
        std::printf("%d\n", co_await task);
}

int main() {
    aio::run(async_main());
}
