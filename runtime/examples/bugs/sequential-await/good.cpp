// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three pages are fetched, each in 150 ms, side by side: in three ways the time is that of one.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using std::chrono::steady_clock;

aio::task<int> fetch(int page) {
    co_await aio::sleep(150ms);
    co_return page * 100;
}

aio::task<int> statements() {
    auto [first, second, third] = co_await aio::gather(fetch(1), fetch(2), fetch(3));
    co_return first + second + third;
}

aio::task<int> loop() {
    std::vector<aio::task<int>> fetching;
    for (int page = 1; page <= 3; ++page)
        fetching.push_back(fetch(page));
    const std::vector<int> sizes = co_await aio::gather(std::move(fetching));
    co_return sizes[0] + sizes[1] + sizes[2];
}

aio::task<int> handles() {
    auto first = aio::create_task(fetch(1));
    auto second = aio::create_task(fetch(2));
    auto third = aio::create_task(fetch(3));
    int sum = co_await first;
    sum += co_await second;
    sum += co_await third;
    co_return sum;
}

aio::task<> measure(const char* how, aio::task<int> work) {
    const auto start = steady_clock::now();
    const int sum = co_await std::move(work);
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - start);
    std::printf("%s: %d, as long as all together: %s\n", how, sum, took >= 450ms ? "yes" : "no");
    std::fprintf(stderr, "%s: %d ms\n", how, static_cast<int>(took.count()));
}

aio::task<> async_main() {
    co_await measure("statements", statements());
    co_await measure("loop", loop());
    co_await measure("handles", handles());
}

int main() {
    aio::run(async_main());
}
