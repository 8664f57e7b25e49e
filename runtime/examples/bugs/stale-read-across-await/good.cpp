// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways out: hold a lock that is awaited, read after the await, or add what was awaited with `+=`,
// whose left side is read last. Prints `refused`, `balance: 40`, `visitors: 3` and `paid: 3`.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <vector>

using namespace std::chrono_literals;

struct account {
    int balance = 100;
    aio::mutex mutex;

    aio::task<> withdraw(int amount) {
        auto guard = co_await mutex.lock(); // the second one waits here
        if (balance < amount) {
            std::printf("refused\n");
            co_return;
        }
        co_await aio::sleep(1ms);
        balance -= amount;
    }
};

static int visitors = 0;
static int paid = 0;

static aio::task<int> price() {
    co_await aio::sleep(1ms);
    co_return 1;
}

static aio::task<> visit() {
    paid += co_await price();
    visitors = visitors + 1;
}

aio::task<> async_main() {
    account shared;
    co_await aio::gather(shared.withdraw(60), shared.withdraw(60));
    std::printf("balance: %d\n", shared.balance);

    std::vector<aio::task<>> visits;
    for (int i = 0; i < 3; ++i)
        visits.push_back(visit());
    co_await aio::gather(std::move(visits));
    std::printf("visitors: %d\n", visitors);
    std::printf("paid: %d\n", paid);
}

int main() {
    aio::run(async_main());
}
