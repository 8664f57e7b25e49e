// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The price of each of three products is asked for at the same time. Each coroutine has its own
// product: the parameter is a copy in its frame.
#include <aio/aio.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

using namespace std::chrono_literals;

constexpr std::array prices{500, 700, 900};

aio::task<int> fetch_price(int product) {
    co_await aio::sleep(0ms); // the shop: a turn for everybody else
    co_return prices[product];
}

aio::task<> async_main() {
    std::vector<aio::task_handle<int>> tasks;
    auto ask = [](int product) -> aio::task<int> {
        const int price = co_await fetch_price(product);
        std::printf("product %d costs %d\n", product, price);
        co_return product;
    };
    for (const int wanted : {0, 1, 2})
        tasks.push_back(aio::create_task(ask(wanted)));
    for (const auto& task : tasks)
        std::printf("%d\n", co_await task);
}

int main() {
    aio::run(async_main());
}
