// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The price of each of three products is asked for at the same time. Three answers come, all for
// the last product: each coroutine looks at `product` when it runs, and by then the loop is over.
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
    int product = 0;
    auto ask = [&product]() -> aio::task<int> {
        const int price = co_await fetch_price(product);
        std::printf("product %d costs %d\n", product, price);
        co_return product;
    };
    for (const int wanted : {0, 1, 2}) {
        product = wanted;
        tasks.push_back(aio::create_task(ask())); // the bug: its frame borrows `product`
    }
    for (const auto& task : tasks)
        std::printf("%d\n", co_await task);
}

int main() {
    aio::run(async_main());
}
