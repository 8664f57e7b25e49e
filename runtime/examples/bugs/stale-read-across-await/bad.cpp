// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One thread, no data race, and still: two withdrawals of 60 leave -20 of 100, and three visitors
// are counted as one. Prints `balance: -20` and `visitors: 1`.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <vector>

using namespace std::chrono_literals;

struct account {
    int balance = 100;

    aio::task<> withdraw(int amount) {
        if (balance < amount) {
            std::printf("refused\n");
            co_return;
        }
        co_await aio::sleep(1ms); // writes an audit log, say
        balance -= amount;        // the bug: nobody knows whether there is still enough
    }
};

static int visitors = 0;

static aio::task<> visit() {
    int before = visitors;
    co_await aio::sleep(1ms);
    visitors = before + 1; // the bug: all three make 1 of the 0 that they read
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
}

int main() {
    aio::run(async_main());
}
