// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The trap of `for` as C++ usually spells it. Here the coroutines do not read a later value of `i`:
// when they run, `i` is gone, and so is the closure through which they look for it. What they print
// is anybody's guess; AddressSanitizer ends the program instead.
#include <aio/aio.hpp>

#include <cstdio>
#include <vector>

std::vector<aio::task_handle<int>> register_all() {
    std::vector<aio::task_handle<int>> tasks;
    for (int i = 0; i < 3; ++i) {
        auto coro = [&i]() -> aio::task<int> { co_return i; };
        tasks.push_back(aio::create_task(coro()));
    }
    return tasks;
}

aio::task<> async_main() {
    const auto tasks = register_all();
    for (const auto& task : tasks)
        std::printf("%d\n", co_await task);
}

int main() {
    aio::run(async_main());
}
