// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// semaphore: never more than its permits, first come first served, and no permit is lost.

#include "check.hpp"

#include <aio/aio.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

using guard = aio::semaphore::guard;
static_assert(!std::is_move_constructible_v<aio::semaphore>);
static_assert(!std::is_copy_constructible_v<guard> && std::is_nothrow_move_constructible_v<guard>);

int inside = 0;
int most = 0;
std::vector<int> order;
aio::task<> works(aio::semaphore& semaphore, int number) {
    const auto permit = co_await semaphore.acquire();
    order.push_back(number);
    most = std::max(most, ++inside);
    co_await aio::sleep(0ms);
    --inside;
}
aio::task<> holds(aio::semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
    co_await aio::sleep(1h);
}
aio::task<> fails(aio::semaphore& semaphore) {
    const auto permit = co_await semaphore.acquire();
    throw std::runtime_error("inside");
}

aio::task<> limits() {
    aio::semaphore semaphore(2);
    std::vector<aio::task<>> tasks;
    for (int number = 0; number < 6; ++number)
        tasks.push_back(works(semaphore, number));
    co_await aio::gather(std::move(tasks));
    CHECK(most == 2 && semaphore.available() == 2);
    CHECK((order == std::vector<int>{0, 1, 2, 3, 4, 5}));

    // An exception gives the permit back, too.
    bool caught = false;
    try {
        co_await fails(semaphore);
    } catch (const std::runtime_error&) {
        caught = true;
    }
    CHECK(caught && semaphore.available() == 2);
}

aio::task<> guards() {
    aio::semaphore semaphore(2);
    {
        auto unawaited = semaphore.acquire();
        CHECK(semaphore.available() == 2);
    }
    auto first = co_await semaphore.acquire();
    auto second = semaphore.try_acquire();
    CHECK(second && !semaphore.try_acquire() && semaphore.available() == 0);

    first.release();
    first.release(); // once
    CHECK(semaphore.available() == 1);
    auto moved = *std::move(second);
    second.reset();
    CHECK(semaphore.available() == 1);
    moved = std::move(first); // empty: what it held goes back
    CHECK(semaphore.available() == 2);

    semaphore.release(3);
    CHECK(semaphore.available() == 5);
    (co_await semaphore.acquire()).consume();
    CHECK(semaphore.available() == 4);
}

aio::task<> fair() {
    order.clear();
    aio::semaphore semaphore(0);
    auto first = aio::create_task(works(semaphore, 1));
    auto second = aio::create_task(works(semaphore, 2));
    co_await aio::sleep(0ms);
    CHECK(order.empty());
    // It is the first one's from now on, though that has had no turn yet.
    semaphore.release();
    CHECK(!semaphore.try_acquire());
    auto third = aio::create_task(works(semaphore, 3));
    co_await aio::gather(first, second, third);
    CHECK((order == std::vector<int>{1, 2, 3}) && semaphore.available() == 1);
    // Two at once, for one who waits.
    auto permit = co_await semaphore.acquire();
    auto fourth = aio::create_task(works(semaphore, 4));
    co_await aio::sleep(0ms);
    semaphore.release(2);
    co_await fourth;
    CHECK(semaphore.available() == 2);
}

aio::task<> cancelled() {
    order.clear();
    aio::semaphore semaphore(1);
    auto permit = semaphore.try_acquire();
    auto first = aio::create_task(works(semaphore, 1));
    auto second = aio::create_task(works(semaphore, 2));
    auto third = aio::create_task(works(semaphore, 3));
    co_await aio::sleep(0ms);
    first.cancel(); // in the line
    co_await aio::sleep(0ms);
    CHECK(first.cancelled());
    // The permit is handed to the second, which is cancelled before its turn.
    permit.reset();
    second.cancel();
    co_await third;
    CHECK(second.cancelled() && (order == std::vector<int>{3}));

    // A cancelled holder's guard gives it back.
    auto holder = aio::create_task(holds(semaphore));
    co_await aio::sleep(0ms);
    CHECK(semaphore.available() == 0);
    holder.cancel();
    co_await aio::sleep(0ms);
    CHECK(holder.cancelled() && semaphore.available() == 1);
}

// A loop that goes away destroys guards and waits, of frames that hand permits to one another.
void loop_gone() {
    aio::semaphore semaphore(1);
    {
        aio::event_loop loop;
        auto holder = loop.create_task(holds(semaphore));
        auto first = loop.create_task(holds(semaphore));
        auto second = loop.create_task(holds(semaphore));
        loop.run_until_complete(aio::sleep(0ms));
        CHECK(semaphore.available() == 0);
    }
    CHECK(semaphore.available() == 1);
    {
        aio::event_loop loop;
        auto permit = semaphore.try_acquire();
        auto woken = loop.create_task(holds(semaphore));
        loop.run_until_complete(aio::sleep(0ms));
        permit.reset();
        CHECK(semaphore.available() == 0);
    }
    CHECK(semaphore.available() == 1);
}

int main() {
    aio::run(limits());
    aio::run(guards());
    aio::run(fair());
    aio::run(cancelled());
    loop_gone();
}
