// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// task_handle<T>: awaited many times and by many, asked for its state, refused where it must be.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

aio::task<int> later(int value) {
    co_await aio::sleep(1ms);
    co_return value;
}
aio::task<int> failing() {
    co_await aio::sleep(1ms);
    throw std::runtime_error("oops");
}
aio::task<int> twice(const aio::task_handle<int>& handle) {
    const int first = co_await handle;
    co_return first + co_await handle;
}
aio::task<std::unique_ptr<int>> move_only() {
    co_return std::make_unique<int>(7);
}

template <class F>
aio::task<bool> throws_logic_error(F make) {
    try {
        co_await make();
    } catch (const std::logic_error&) {
        co_return true;
    }
    co_return false;
}

aio::task<> itself(const std::optional<aio::task_handle<>>& me) {
    co_await *me;
}

aio::task<> async_main() {
    auto handle = aio::create_task(later(21));
    CHECK(!handle.done() && handle.name() == "later");
    CHECK_THROWS(aio::invalid_state_error, handle.result());
    CHECK_THROWS(aio::invalid_state_error, handle.exception());

    // Several tasks await one handle, and one task awaits it again.
    auto a = aio::create_task(twice(handle));
    auto b = aio::create_task(twice(handle));
    const int sum = co_await a + co_await b + co_await handle;
    CHECK(sum == 105);
    CHECK(handle.done() && !handle.cancelled() && handle.result() == 21 && !handle.exception());
    CHECK(!handle.cancel());

    // The value is shared, and can be taken out.
    (co_await handle) = 5;
    CHECK(handle.result() == 5);
    auto owner = aio::create_task(move_only());
    CHECK(*co_await owner == 7);
    const std::unique_ptr<int> taken = co_await std::move(owner);
    CHECK(*taken == 7);

    auto bad = aio::create_task(failing());
    for (int time = 0; time < 2; ++time) {
        bool caught = false;
        try {
            co_await bad;
        } catch (const std::runtime_error&) {
            caught = true;
        }
        CHECK(caught);
    }
    CHECK(bad.exception());
    CHECK_THROWS(std::runtime_error, bad.result());

    // A temporary handle lives as long as its await.
    CHECK(co_await aio::create_task(later(3)) == 3);
    CHECK(co_await aio::ensure_future(later(4)) == 4);
    CHECK(co_await aio::ensure_future(aio::create_task(later(5))) == 5);

    // A moved or detached handle knows nothing.
    auto moved = std::move(handle);
    CHECK_THROWS(aio::invalid_state_error, handle.done());
    moved.detach();
    CHECK_THROWS(aio::invalid_state_error, moved.done());

    std::optional<aio::task_handle<>> me;
    me = aio::create_task(itself(me));
    auto await_me = [&me]() -> aio::task<> { co_await *me; };
    CHECK(co_await throws_logic_error(await_me));

    aio::event_loop other;
    auto foreign = other.create_task(later(1));
    auto await_foreign = [&foreign]() -> aio::task<> { co_await foreign; };
    CHECK(co_await throws_logic_error(await_foreign));
}

// The handle is destroyed while another task awaits it.
aio::task<> handle_gone() {
    std::vector<aio::task_handle<int>> handles;
    handles.push_back(aio::create_task(later(9)));
    auto waiting = aio::create_task(
        [&handles]() -> aio::task<int> { co_return co_await std::move(handles[0]); });
    co_await aio::sleep(0ms);
    handles.clear();
    CHECK(co_await waiting == 9);
}

int main() {
    aio::run(async_main());
    aio::run(handle_gone());

    // A handle outlives its loop.
    std::optional<aio::task_handle<int>> pending;
    std::optional<aio::task_handle<int>> ended;
    {
        aio::event_loop loop;
        pending = loop.create_task(later(1));
        ended = loop.create_task(later(2));
        CHECK(loop.run_until_complete(later(2)) == 2);
        pending = loop.create_task(later(1));
    }
    CHECK(pending->done() && pending->cancelled());
    CHECK(ended->result() == 2);
}
