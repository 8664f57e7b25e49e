// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// More than a few tasks are registered in one loop and awaited in another. Thirty sleeps of 0 to
// 29 ms take as long as the longest: 29 ms, not their sum of 435 ms.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <vector>

using namespace std::chrono_literals;

aio::task<> async_main() {
    const auto start = std::chrono::steady_clock::now();

    std::vector<aio::task_handle<int>> tasks;
    for (int i = 0; i < 30; ++i)
        tasks.push_back(aio::create_task(aio::sleep(i * 1ms, i)));
    for (const auto& task : tasks)
        std::printf("%d ", co_await task);

    const auto took = std::chrono::steady_clock::now() - start;
    std::printf("\nas long as the longest (29 ms): %s\n", took >= 29ms ? "yes" : "no");
    std::printf("as long as all together (435 ms): %s\n", took >= 435ms ? "yes" : "no");
}

int main() {
    aio::run(async_main());
}
