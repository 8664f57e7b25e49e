// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// queue<T>: first in, first out, never more than its capacity, and no item is lost.

#include "check.hpp"

#include <aio/aio.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;

static_assert(!std::is_move_constructible_v<aio::queue<int>>);

std::size_t most = 0;
aio::task<> produces(aio::queue<int>& queue, int first, int count) {
    for (int item = first; item < first + count; ++item) {
        co_await queue.put(item);
        most = std::max(most, queue.size());
    }
}
aio::task<std::vector<int>> consumes(aio::queue<int>& queue, int count) {
    std::vector<int> items;
    for (int i = 0; i < count; ++i)
        items.push_back(co_await queue.get());
    co_return items;
}

aio::task<> bounded() {
    aio::queue<int> queue(2);
    CHECK(queue.capacity() == 2 && queue.empty());
    auto producer = aio::create_task(produces(queue, 0, 5));
    co_await aio::sleep(0ms);
    CHECK(queue.size() == 2 && !producer.done());
    const auto items = co_await consumes(queue, 5);
    CHECK((items == std::vector<int>{0, 1, 2, 3, 4}) && most == 2);
    co_await producer;
    CHECK(queue.empty());
    CHECK_THROWS(std::invalid_argument, aio::queue<int>(0));

    // Consumers before there is anything.
    auto early = aio::create_task(consumes(queue, 2));
    auto late = aio::create_task(consumes(queue, 1));
    co_await aio::sleep(0ms);
    co_await produces(queue, 7, 3);
    co_await aio::gather(early, late);
    CHECK((early.result() == std::vector<int>{7, 9}) && (late.result() == std::vector<int>{8}));
}

aio::task<> tries() {
    aio::queue<std::unique_ptr<int>> queue(1);
    CHECK(!queue.try_get());
    auto item = std::make_unique<int>(1);
    CHECK(queue.try_put(std::move(item)) && !item);
    item = std::make_unique<int>(2);
    CHECK(!queue.try_put(std::move(item)) && item && queue.size() == 1);
    CHECK(**queue.try_get() == 1);
    co_await queue.put(std::move(item));
    CHECK(*co_await queue.get() == 2 && queue.empty());

    aio::queue<int> unbounded;
    const int seven = 7;
    for (int i = 0; i < 1000; ++i)
        CHECK(unbounded.try_put(seven));
    CHECK(unbounded.size() == 1000 && *unbounded.try_get() == 7);
}

aio::task<> cancelled() {
    aio::queue<int> queue(1);
    auto first = aio::create_task(queue.get());
    auto second = aio::create_task(queue.get());
    co_await aio::sleep(0ms);
    // The item is on its way to the first, which is cancelled before its turn.
    CHECK(queue.try_put(1) && !queue.try_get() && queue.size() == 1);
    first.cancel();
    CHECK(co_await second == 1 && first.cancelled() && queue.empty());

    co_await queue.put(2);
    auto putting = aio::create_task(queue.put(3));
    auto waiting = aio::create_task(queue.put(4));
    co_await aio::sleep(0ms);
    putting.cancel();
    CHECK(co_await queue.get() == 2 && co_await queue.get() == 4);
    CHECK(putting.cancelled() && queue.empty() && queue.try_put(5));
}

struct fragile {
    explicit fragile(bool now) : breaks(now) {}
    fragile(fragile&& other) : breaks(other.breaks) {
        if (breaks && --moves_left == 0)
            throw std::runtime_error("broken");
    }
    bool breaks;
    static inline int moves_left = 0;
};

// An item that cannot be moved in leaves its room to others.
void throwing() {
    aio::queue<fragile> queue(1);
    fragile::moves_left = 1;
    CHECK_THROWS(std::runtime_error, queue.try_put(fragile(true)));
    CHECK(queue.empty() && queue.try_put(fragile(false)));
}

int main() {
    aio::run(bounded());
    aio::run(tries());
    aio::run(cancelled());
    throwing();
}
