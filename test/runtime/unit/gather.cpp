// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gather: values in order, every kind of argument, errors, laziness.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

using namespace std::chrono_literals;

int ended = 0;
aio::task<int> number(int value, std::chrono::milliseconds time) {
    co_await aio::sleep(time);
    ++ended;
    co_return value;
}
aio::task<std::string> text() {
    co_return "text";
}
aio::task<> nothing() {
    co_return;
}
aio::task<std::unique_ptr<int>> move_only(int value) {
    co_return std::make_unique<int>(value);
}
int global = 0;
aio::task<int&> reference() {
    co_return global;
}
aio::task<int> failing(std::string why, std::chrono::milliseconds time) {
    co_await aio::sleep(time);
    throw std::runtime_error(why);
}

static_assert(std::is_same_v<decltype(aio::gather(nothing(), nothing())), aio::task<void>>);
static_assert(std::is_same_v<decltype(aio::gather(nothing(), text())),
                             aio::task<std::tuple<std::monostate, std::string>>>);
template <class T>
concept can_gather = requires(T&& value) { aio::gather(std::forward<T>(value)); };
// What would be copied must be copyable; a task cannot be left with the caller.
static_assert(can_gather<aio::task_handle<int>&> && can_gather<std::vector<aio::task<int>>>);
static_assert(!can_gather<aio::task<int>&> && !can_gather<std::vector<aio::task<int>>&>);
static_assert(!can_gather<aio::task_handle<std::unique_ptr<int>>&>);
static_assert(can_gather<aio::task_handle<std::unique_ptr<int>>>);

aio::task<> values() {
    const auto start = aio::event_loop::clock::now();
    auto [a, b, c, d] = co_await aio::gather(number(1, 30ms), number(2, 10ms), text(), nothing());
    CHECK(a == 1 && b == 2 && c == "text" && d == std::monostate{});
    CHECK(aio::event_loop::clock::now() - start >= 30ms);
    co_await aio::gather(nothing(), nothing());

    // Handles stay with the caller or are used up.
    auto kept = aio::create_task(number(3, 1ms));
    auto used = aio::create_task(move_only(4));
    auto [e, f] = co_await aio::gather(kept, std::move(used));
    CHECK(e == 3 && *f == 4 && co_await kept == 3);
    auto [again, same] = co_await aio::gather(kept, kept); // ended already
    CHECK(again == 3 && same == 3);

    auto [r] = co_await aio::gather(reference());
    CHECK(&r.get() == &global);

    std::vector<aio::task<int>> tasks;
    for (int i = 0; i < 5; ++i)
        tasks.push_back(number(i, (5 - i) * 1ms));
    const std::vector<int> in_order = co_await aio::gather(std::move(tasks));
    CHECK((in_order == std::vector<int>{0, 1, 2, 3, 4}));

    std::vector<aio::task_handle<int>> handles;
    for (int i = 0; i < 3; ++i)
        handles.push_back(aio::create_task(number(i, 1ms)));
    const auto copies = co_await aio::gather(handles);
    CHECK((copies == std::vector<int>{0, 1, 2}) && handles[2].result() == 2);

    std::vector<aio::task<>> voids;
    voids.push_back(nothing());
    co_await aio::gather(std::move(voids));
    const auto none = co_await aio::gather(std::vector<aio::task<int>>{});
    CHECK(none.empty());
}

aio::task<> errors() {
    // The first in time wins; the others end before it is rethrown, and none is reported.
    int reports = 0;
    aio::get_running_loop().set_exception_handler([&](const auto&) { ++reports; });
    ended = 0;
    std::string why;
    try {
        co_await aio::gather(failing("late", 20ms), failing("early", 2ms), number(1, 30ms));
    } catch (const std::runtime_error& error) {
        why = error.what();
    }
    CHECK(why == "early" && ended == 1);

    auto failed = aio::create_task(failing("handle", 1ms));
    co_await aio::sleep(5ms);
    try {
        co_await aio::gather(failed, number(1, 1ms));
    } catch (const std::runtime_error& error) {
        why = error.what();
    }
    CHECK(why == "handle");
    CHECK(reports == 0);
    aio::get_running_loop().set_exception_handler({});

    // Cancelling a child cancels nobody else, and gather reports it as the first error.
    auto child = aio::create_task(number(1, 1h));
    ended = 0;
    aio::get_running_loop().call_later(1ms, [&] { child.cancel(); });
    bool cancelled = false;
    try {
        co_await aio::gather(child, number(2, 5ms));
    } catch (const aio::cancelled_error&) {
        cancelled = true;
    }
    CHECK(cancelled && ended == 1);
}

aio::task<> used_up() {
    ended = 0;
    auto moved = number(1, 0ms);
    auto mine = std::move(moved);
    CHECK_THROWS(std::logic_error, aio::gather(number(2, 0ms), std::move(moved)));
    co_await std::move(mine);
    CHECK_THROWS(std::logic_error, aio::gather(std::move(mine), number(2, 0ms)));
    std::vector<aio::task<int>> some;
    some.push_back(number(2, 0ms));
    some.push_back(std::move(mine));
    CHECK_THROWS(std::logic_error, aio::gather(std::move(some)));
    auto handle = aio::create_task(nothing());
    handle.detach();
    CHECK_THROWS(std::logic_error, aio::gather(number(2, 0ms), std::move(handle)));
    CHECK_THROWS(std::logic_error, aio::wait_for(std::move(mine), 1ms));
    co_await aio::sleep(2ms);
    CHECK(ended == 1); // none of those beside a used one has run
}

aio::task<> lazy() {
    ended = 0;
    auto unawaited = aio::gather(number(1, 0ms), number(2, 0ms));
    co_await aio::sleep(2ms);
    CHECK(ended == 0);
    auto registered = aio::create_task(std::move(unawaited));
    const auto [a, b] = co_await registered;
    CHECK(a == 1 && b == 2 && ended == 2);
}

int main() {
    aio::run(values());
    aio::run(errors());
    aio::run(used_up());
    aio::run(lazy());
}
