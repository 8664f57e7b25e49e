// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// task<T>: lazy, move-only, single-shot, destroys its frame when dropped; every kind of result.

#include "check.hpp"

#include <aio/create_task.hpp>
#include <aio/run.hpp>
#include <aio/task.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

static_assert(!std::is_copy_constructible_v<aio::task<int>>);
static_assert(std::is_nothrow_move_constructible_v<aio::task<int>>);

int alive = 0;
struct counted {
    counted() { ++alive; }
    counted(const counted&) { ++alive; }
    counted(counted&&) noexcept { ++alive; }
    ~counted() { --alive; }
};

int started = 0;
aio::task<int> value(counted = {}) {
    ++started;
    co_return 42;
}
aio::task<std::unique_ptr<int>> move_only() {
    co_return std::make_unique<int>(7);
}
int global = 1;
aio::task<int&> reference() {
    co_return global;
}
aio::task<std::string> converting() {
    co_return "text";
}
aio::task<std::pair<int, int>> braced() {
    co_return {1, 2};
}
aio::task<const int> constant() {
    co_return 3;
}
aio::task<> failing() {
    throw std::runtime_error("oops");
    co_return;
}

aio::task<> async_main() {
    {
        auto dropped = value();
        CHECK(alive == 1 && started == 0);
    }
    CHECK(alive == 0 && started == 0);

    auto first = value();
    auto second = std::move(first);
    const int result = co_await std::move(second);
    CHECK(result == 42 && started == 1);

    bool reused = false;
    try {
        co_await std::move(second);
    } catch (const std::logic_error&) {
        reused = true;
    }
    CHECK(reused);
    // Moved from, and used up but still held: nobody takes it, and no loop is told of it.
    CHECK_THROWS(std::logic_error, aio::create_task(std::move(first)));
    CHECK_THROWS(std::logic_error, aio::create_task(std::move(second)));
    CHECK(alive == 0 && started == 1);
    auto given = value();
    co_await aio::create_task(std::move(given));
    CHECK_THROWS(std::logic_error, aio::create_task(std::move(given)));
    second = value();
    CHECK(alive == 1);

    CHECK(*co_await move_only() == 7);
    int& place = co_await reference();
    CHECK(&place == &global);
    const auto text = co_await converting();
    CHECK(text == "text");
    const auto pair = co_await braced();
    CHECK(pair.second == 2);
    CHECK(co_await constant() == 3);

    bool caught = false;
    try {
        co_await failing();
    } catch (const std::runtime_error& error) {
        caught = error.what() == std::string("oops");
    }
    CHECK(caught);
}

int main() {
    aio::run(async_main());
    CHECK(alive == 0);
    CHECK(aio::run(value()) == 42);
    CHECK(*aio::run(move_only()) == 7);
    CHECK(&aio::run(reference()) == &global);
    CHECK_THROWS(std::runtime_error, (aio::run(failing()), 0));
    CHECK(alive == 0);

    auto given = value();
    CHECK(aio::run(std::move(given)) == 42);
    CHECK_THROWS(std::logic_error, aio::run(std::move(given)));
}
