// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// mutex: one at a time, in order, and a lock only where it is awaited.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;

static_assert(!std::is_move_constructible_v<aio::mutex>);

int balance = 0;
std::vector<int> order;
aio::task<> deposits(aio::mutex& mutex, int amount) {
    auto lock = co_await mutex.lock();
    order.push_back(amount);
    const int before = balance;
    co_await aio::sleep(0ms);
    balance = before + amount;
}
aio::task<> forgets_to_await(aio::mutex& mutex, int amount) {
    auto lock = mutex.lock();
    const int before = balance;
    co_await aio::sleep(0ms);
    balance = before + amount;
}

aio::task<> excludes() {
    aio::mutex mutex;
    co_await aio::gather(deposits(mutex, 1), deposits(mutex, 2), deposits(mutex, 3));
    CHECK(balance == 6 && (order == std::vector<int>{1, 2, 3}) && !mutex.locked());

    balance = 0;
    co_await aio::gather(forgets_to_await(mutex, 1), forgets_to_await(mutex, 2));
    CHECK(balance == 2 && !mutex.locked());
}

aio::task<> guards() {
    aio::mutex mutex;
    {
        auto lock = mutex.try_lock();
        CHECK(lock && mutex.locked() && !mutex.try_lock());
    }
    auto lock = co_await mutex.lock();
    CHECK(mutex.locked());
    lock.release();
    CHECK(!mutex.locked());

    // Not twice: the task waits for itself, until the time is up.
    lock = co_await mutex.lock();
    bool timed_out = false;
    try {
        auto again = co_await aio::wait_for(mutex.lock(), 0ms);
    } catch (const aio::timeout_error&) {
        timed_out = true;
    }
    CHECK(timed_out && mutex.locked());
}

aio::task<> cancelled() {
    balance = 0;
    aio::mutex mutex;
    auto lock = mutex.try_lock();
    auto first = aio::create_task(deposits(mutex, 1));
    auto second = aio::create_task(deposits(mutex, 2));
    co_await aio::sleep(0ms);
    // The lock is on its way to the first, and nobody overtakes it.
    lock.reset();
    CHECK(mutex.locked() && !mutex.try_lock());
    first.cancel();
    co_await second;
    CHECK(first.cancelled() && balance == 2 && !mutex.locked());
}

int main() {
    aio::run(excludes());
    aio::run(guards());
    aio::run(cancelled());
}
