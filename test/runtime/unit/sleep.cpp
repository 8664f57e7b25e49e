// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sleep: never too short, any unit, a turn for the others, a result.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

aio::task<> taking_turns(int who, std::vector<int>& order) {
    for (int i = 0; i < 2; ++i) {
        order.push_back(who);
        co_await aio::sleep(0s);
    }
}

aio::task<> async_main() {
    for (const auto time : {0us, 1us, 700us, 5000us}) {
        const auto start = clock_type::now();
        co_await aio::sleep(time);
        CHECK(clock_type::now() - start >= time);
    }
    const auto start = clock_type::now();
    co_await aio::sleep(std::chrono::duration<double>(0.01));
    CHECK(clock_type::now() - start >= 10ms);
    co_await aio::sleep(-1h);

    // Too long for the clock.
    auto forever = aio::create_task(aio::sleep(std::chrono::hours::max()));
    CHECK(co_await aio::sleep(1ms, 42) == 42);
    CHECK(!forever.done());
    forever.cancel();

    std::vector<int> order;
    co_await aio::gather(taking_turns(1, order), taking_turns(2, order));
    CHECK((order == std::vector<int>{1, 2, 1, 2}));

    // Shorter sleeps end first, whatever the order of registration.
    order.clear();
    std::vector<aio::task_handle<int>> tasks;
    for (const int i : {3, 1, 2})
        tasks.push_back(aio::create_task([i, &order]() -> aio::task<int> {
            co_await aio::sleep(i * 10ms);
            order.push_back(i);
            co_return i;
        }));
    co_await aio::gather(tasks);
    CHECK((order == std::vector<int>{1, 2, 3}));
}

int main() {
    aio::run(async_main());
}
