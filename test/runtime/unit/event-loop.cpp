// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// event_loop: order of callbacks, timers, run_forever and stop, errors of use.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

aio::task<> nap(std::chrono::milliseconds time) {
    co_await aio::sleep(time);
}
aio::task<int> give(int value) {
    co_return value;
}

void callbacks() {
    aio::event_loop loop;
    std::vector<int> order;
    auto note = [&](int n) { return [&order, n] { order.push_back(n); }; };
    loop.call_later(20ms, note(5));
    loop.call_later(10ms, note(4));
    auto taken_back = loop.call_later(5ms, note(-1));
    loop.call_soon(note(1));
    loop.call_soon(note(2));
    loop.call_soon([&] { loop.call_soon(note(3)); });
    taken_back.cancel();
    taken_back.cancel();
    loop.call_later(30ms, [&] { loop.stop(); });
    CHECK(!loop.is_running());
    loop.run_forever();
    CHECK((order == std::vector<int>{1, 2, 3, 4, 5}));

    // Two are due in one round, and the first takes the second back.
    auto second = loop.call_later(0ms, [] {});
    loop.call_later(0ms, [&] { second.cancel(); });
    second = loop.call_later(0ms, note(-1));
    loop.call_later(1ms, [&] { loop.stop(); });
    loop.run_forever();
    CHECK(order.back() == 5);

    // stop() before the run: one round.
    loop.call_soon(note(6));
    loop.stop();
    loop.run_forever();
    CHECK(order.back() == 6);

    aio::timer_handle outlives;
    {
        aio::event_loop short_lived;
        outlives = short_lived.call_later(1h, [] {});
    }
    outlives.cancel();
}

void threads() {
    aio::event_loop loop;
    int calls = 0;
    std::vector<std::thread> others;
    for (int i = 0; i < 4; ++i) {
        others.emplace_back([&] {
            for (int k = 0; k < 250; ++k)
                loop.call_soon_threadsafe([&] {
                    if (++calls == 1000)
                        loop.stop();
                });
        });
    }
    loop.run_forever();
    for (auto& other : others)
        other.join();
    CHECK(calls == 1000);

    // It wakes a loop that has nothing to do.
    std::thread waker([&] {
        std::this_thread::sleep_for(10ms);
        loop.call_soon_threadsafe([&] { loop.stop(); });
    });
    loop.run_forever();
    waker.join();
}

void errors() {
    CHECK_THROWS(std::runtime_error, aio::get_running_loop());
    CHECK_THROWS(std::runtime_error, aio::create_task(give(1)));

    aio::event_loop loop;
    std::vector<std::string> messages;
    loop.set_exception_handler(
        [&](const aio::exception_context& context) { messages.push_back(context.message); });
    loop.call_soon([] { throw std::runtime_error("oops"); });
    loop.run_until_complete(nap(1ms));
    CHECK((messages == std::vector<std::string>{"exception in callback"}));

    loop.call_later(1ms, [&] { loop.stop(); });
    CHECK_THROWS(std::runtime_error, (loop.run_until_complete(nap(1h)), 0));

    // Tasks stay registered from one run to the next.
    auto left = loop.create_task(nap(5ms));
    CHECK(loop.run_until_complete(give(1)) == 1);
    CHECK(!left.done());
    loop.run_until_complete(std::move(left));

    auto mine = loop.create_task(give(2));
    aio::event_loop other;
    CHECK_THROWS(std::logic_error, other.run_until_complete(std::move(mine)));
}

aio::task<> nested() {
    aio::event_loop other;
    CHECK(aio::get_running_loop().is_running());
    CHECK_THROWS(std::runtime_error, aio::run(give(1)));
    CHECK_THROWS(std::runtime_error, other.run_until_complete(give(1)));
    CHECK_THROWS(std::runtime_error, aio::get_running_loop().run_until_complete(give(1)));
    CHECK_THROWS(std::runtime_error, (other.run_forever(), 0));
    // A loop of its own thread is no nesting.
    CHECK(co_await aio::to_thread([] { return aio::run(give(7)); }) == 7);
}

bool cleaned_up = false;
aio::task<> background() {
    bool cancelled = false;
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
        cancelled = true;
    }
    co_await aio::sleep(1ms); // cleaning up may take time
    cleaned_up = cancelled;
}
aio::task<int> leaves_background() {
    aio::create_task(background()).detach();
    co_await aio::sleep(1ms);
    co_return 3;
}

int main() {
    callbacks();
    threads();
    errors();
    aio::run(nested());
    // run() cancels what is left, and waits for it.
    CHECK(aio::run(leaves_background()) == 3 && cleaned_up);
}
