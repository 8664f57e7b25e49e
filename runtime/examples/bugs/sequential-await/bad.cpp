// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three pages are fetched, each in 150 ms. None needs another, and still each waits for the one
// before: in three ways the time of one after another is the sum, 450 ms.
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
    auto first = co_await fetch(1); // the bug: the second could have been started by now
    auto second = co_await fetch(2);
    auto third = co_await fetch(3);
    co_return first + second + third;
}

aio::task<int> loop() {
    std::vector<int> sizes;
    for (int page = 1; page <= 3; ++page)
        sizes.push_back(co_await fetch(page)); // the bug, once a turn
    co_return sizes[0] + sizes[1] + sizes[2];
}

aio::task<int> handles() {
    auto first = aio::create_task(fetch(1)); // the bug: registered early, awaited early
    int sum = co_await first;
    auto second = aio::create_task(fetch(2));
    sum += co_await second;
    auto third = aio::create_task(fetch(3));
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
