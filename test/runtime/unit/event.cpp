// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// event: who waits, who is woken and in which order; cancelled waits; a loop that goes away.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <optional>
#include <type_traits>
#include <vector>

using namespace std::chrono_literals;

static_assert(!std::is_move_constructible_v<aio::event>);

std::vector<int> woken;
aio::task<> waits(aio::event& event, int number) {
    co_await event.wait();
    woken.push_back(number);
}

aio::task<> wakes_all() {
    aio::event event;
    auto first = aio::create_task(waits(event, 1));
    auto second = aio::create_task(waits(event, 2));
    co_await aio::sleep(0ms);
    CHECK(!event.is_set() && woken.empty());

    // Set and cleared at once: those who waited go on, in order; the next one waits.
    event.set();
    event.clear();
    auto third = aio::create_task(waits(event, 3));
    co_await aio::gather(first, second);
    CHECK((woken == std::vector<int>{1, 2}) && !event.is_set() && !third.done());

    event.set();
    event.set();
    co_await third;
    co_await event.wait(); // set: nobody waits
    CHECK((woken == std::vector<int>{1, 2, 3}) && event.is_set());
}

aio::task<> cancelled() {
    woken.clear();
    aio::event event;
    auto first = aio::create_task(waits(event, 1));
    auto second = aio::create_task(waits(event, 2));
    auto third = aio::create_task(waits(event, 3));
    co_await aio::sleep(0ms);
    // One leaves the line; one is woken and cancelled before its turn.
    first.cancel();
    event.set();
    third.cancel();
    co_await second;
    co_await aio::sleep(0ms);
    CHECK(first.cancelled() && third.cancelled() && (woken == std::vector<int>{2}));
}

// Cancelled, it has left the line: what it waits for next is not cut short.
aio::task<> waits_and_rests(aio::event& event) {
    try {
        co_await event.wait();
    } catch (const aio::cancelled_error&) {
    }
    co_await aio::sleep(1h);
}
aio::task<> cancelled_and_set() {
    aio::event event;
    auto resting = aio::create_task(waits_and_rests(event));
    co_await aio::sleep(0ms);
    resting.cancel();
    event.set();
    for (int turn = 0; turn < 5; ++turn)
        co_await aio::sleep(0ms);
    CHECK(!resting.done());
    resting.cancel();
    bool ended = false;
    try {
        co_await resting;
    } catch (const aio::cancelled_error&) {
        ended = true;
    }
    CHECK(ended);
}

aio::task<> from_thread() {
    aio::event event;
    auto& loop = aio::get_running_loop();
    auto waiting = aio::create_task(waits(event, 1));
    co_await aio::to_thread([&] { loop.call_soon_threadsafe([&] { event.set(); }); });
    co_await waiting;
}

// The waiting frames go with their loop; the event outlives them.
void loop_gone() {
    woken.clear();
    aio::event event;
    std::optional<aio::event_loop> loop(std::in_place);
    auto woken_late = loop->create_task(waits(event, 1));
    loop->run_until_complete(aio::sleep(0ms));
    event.set();
    event.clear();
    auto waiting = loop->create_task(waits(event, 2));
    loop.reset();
    event.set();
    CHECK(woken_late.cancelled() && waiting.cancelled() && woken.empty());
}

int main() {
    aio::run(wakes_all());
    aio::run(cancelled());
    aio::run(cancelled_and_set());
    aio::run(from_thread());
    loop_gone();
}
