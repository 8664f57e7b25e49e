// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cancellation: thrown at the suspension point the task is parked at, whatever it waits for.

#include "check.hpp"

#include <aio/aio.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>

using namespace std::chrono_literals;

static_assert(!std::is_base_of_v<std::exception, aio::cancelled_error>);

template <class T>
aio::task<bool> ends_cancelled(const aio::task_handle<T>& handle) {
    try {
        co_await handle;
    } catch (const aio::cancelled_error&) {
        CHECK(handle.done() && handle.cancelled());
        CHECK_THROWS(aio::cancelled_error, handle.exception());
        co_return true;
    }
    CHECK(!handle.cancelled());
    co_return false;
}

int unwound = 0;
struct guard {
    ~guard() { ++unwound; }
};

aio::task<> sleeper() {
    const guard on_exit;
    co_await aio::sleep(1h);
}
aio::task<> nested(int depth) {
    const guard on_exit;
    if (depth == 0)
        co_await aio::sleep(1h);
    else
        co_await nested(depth - 1);
}
bool ran = false;
aio::task<> never() {
    ran = true;
    co_return;
}
aio::task<int> stubborn() {
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
    }
    co_await aio::sleep(1ms); // the request is used up
    co_return 1;
}
aio::task<> awaits_handle(const aio::task_handle<>& inner) {
    co_await inner;
}
aio::task<int> awaits_stubborn(const aio::task_handle<int>& inner) {
    co_return co_await inner;
}
aio::task<> gathers() {
    co_await aio::gather(sleeper(), sleeper(), aio::sleep(1ms));
}
aio::task<> offloads(std::atomic<int>& phase) {
    co_await aio::to_thread([&phase] {
        phase = 1;
        while (phase == 1)
            std::this_thread::yield();
        phase = 3;
    });
}
aio::task<> cancels(const aio::task_handle<>& victim) {
    victim.cancel();
    co_return;
}
std::function<void()> cancel_me;
aio::task<> cancels_itself() {
    cancel_me();
    co_await aio::sleep(0ms);
    CHECK(!"the next suspension point throws");
}
aio::task<int> cancels_itself_and_returns() {
    cancel_me();
    co_return 1;
}
aio::task<> fails_when_cancelled() {
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
        throw std::runtime_error("could not clean up");
    }
}

aio::task<> async_main() {
    // Parked in a sleep; twice is once.
    auto sleeping = aio::create_task(sleeper());
    co_await aio::sleep(1ms);
    CHECK(sleeping.cancel() && sleeping.cancel() && !sleeping.done());
    CHECK(co_await ends_cancelled(sleeping));
    CHECK(!sleeping.cancel() && unwound == 1);

    // Through awaited coroutines.
    auto deep = aio::create_task(nested(10));
    co_await aio::sleep(1ms);
    deep.cancel();
    CHECK(co_await ends_cancelled(deep) && unwound == 12);

    // Before it has started: the body never runs.
    auto unstarted = aio::create_task(never());
    unstarted.cancel();
    CHECK(co_await ends_cancelled(unstarted) && !ran);

    // Woken, and cancelled before its turn: the await throws.
    auto woken = aio::create_task(sleeper());
    auto waker = aio::create_task(cancels(woken));
    CHECK(co_await ends_cancelled(woken));
    co_await waker;

    // Caught and swallowed.
    auto swallowing = aio::create_task(stubborn());
    co_await aio::sleep(1ms);
    swallowing.cancel();
    CHECK(co_await swallowing == 1 && !swallowing.cancelled());

    // Awaiting a handle: the awaited task is cancelled first.
    auto inner = aio::create_task(sleeper());
    auto outer = aio::create_task(awaits_handle(inner));
    co_await aio::sleep(1ms);
    outer.cancel();
    CHECK(co_await ends_cancelled(outer) && inner.cancelled());
    auto inner_stubborn = aio::create_task(stubborn());
    auto outer_stubborn = aio::create_task(awaits_stubborn(inner_stubborn));
    co_await aio::sleep(1ms);
    outer_stubborn.cancel();
    CHECK(co_await outer_stubborn == 1);

    // Awaiting a gather: its children end first.
    unwound = 0;
    auto gathering = aio::create_task(gathers());
    co_await aio::sleep(5ms);
    gathering.cancel();
    CHECK(co_await ends_cancelled(gathering) && unwound == 2);

    // Awaiting a thread: not before the function, which refers to our frame, has returned.
    std::atomic<int> phase = 0;
    auto threading = aio::create_task(offloads(phase));
    while (phase == 0)
        co_await aio::sleep(1ms);
    threading.cancel();
    co_await aio::sleep(5ms);
    CHECK(!threading.done());
    phase = 2;
    CHECK(co_await ends_cancelled(threading) && phase == 3);

    // Asking for one's own end.
    auto self = aio::create_task(cancels_itself());
    cancel_me = [&] { self.cancel(); };
    CHECK(co_await ends_cancelled(self));
    auto self_returning = aio::create_task(cancels_itself_and_returns());
    cancel_me = [&] { self_returning.cancel(); };
    CHECK(co_await ends_cancelled(self_returning));

    // An error on the way out is an error.
    auto failing = aio::create_task(fails_when_cancelled());
    co_await aio::sleep(1ms);
    failing.cancel();
    bool caught = false;
    try {
        co_await failing;
    } catch (const std::runtime_error&) {
        caught = true;
    }
    CHECK(caught && !failing.cancelled());
}

int main() {
    aio::run(async_main());
}
