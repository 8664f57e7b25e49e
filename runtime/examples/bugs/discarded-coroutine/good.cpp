// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every withdrawal is recorded before the balance changes.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::vector<std::string> journal;

aio::task<> record(std::string line) {
    co_await aio::sleep(1ms); // the disk
    journal.push_back(std::move(line));
}

aio::task<int> withdraw(int balance, int amount) {
    co_await record("withdrew " + std::to_string(amount));
    co_return balance - amount;
}

aio::task<> async_main() {
    int balance = 100;
    for (const int amount : {10, 20, 30})
        balance = co_await withdraw(balance, amount);
    std::printf("balance: %d\n", balance);
    std::printf("withdrawals in the journal: %zu of 3\n", journal.size());
}

int main() {
    aio::run(async_main());
}
