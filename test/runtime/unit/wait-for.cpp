// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// wait_for: in time, too late, and everything that may happen on the way out.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

using namespace std::chrono_literals;

static_assert(std::is_base_of_v<std::exception, aio::timeout_error>);

int global = 0;
int unwound = 0;
struct guard {
    ~guard() { ++unwound; }
};
aio::task<int> number(int value) {
    co_await aio::sleep(0ms);
    co_return value;
}
aio::task<int&> reference() {
    co_return global;
}
aio::task<std::unique_ptr<int>> move_only() {
    co_return std::make_unique<int>(7);
}
aio::task<int> fails() {
    co_await aio::sleep(0ms);
    throw std::runtime_error("oops");
}
aio::task<> fails_without_value() {
    co_await aio::sleep(0ms);
    throw std::runtime_error("oops");
}
aio::task<int> sleeper() {
    const guard on_exit;
    co_await aio::sleep(1h);
    co_return 0;
}
/// Does not end when it is cancelled, but when it is let go.
aio::task<int> stubborn(aio::event& let_go) {
    for (;;) {
        try {
            co_await let_go.wait();
            co_return 1;
        } catch (const aio::cancelled_error&) {
        }
    }
}
/// Ends, cancelled, when it is let go.
aio::task<int> slow_to_end(aio::event& let_go) {
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
    }
    co_await let_go.wait();
    throw aio::cancelled_error();
}
aio::task<int> fails_when_cancelled() {
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
        throw std::runtime_error("could not clean up");
    }
    co_return 0;
}

enum class end { value, timeout, cancelled, error };
template <class T>
aio::task<end> end_of(aio::task<T> waiting) {
    try {
        co_await std::move(waiting);
        co_return end::value;
    } catch (const aio::timeout_error&) {
        co_return end::timeout;
    } catch (const aio::cancelled_error&) {
        co_return end::cancelled;
    } catch (const std::runtime_error&) {
        co_return end::error;
    }
}

aio::task<> in_time() {
    CHECK(co_await aio::wait_for(number(1), 1h) == 1);
    CHECK(&co_await aio::wait_for(reference(), 1h) == &global);
    CHECK(*co_await aio::wait_for(move_only(), 1h) == 7);
    co_await aio::wait_for(aio::sleep(0ms), 1h);
    CHECK(co_await end_of(aio::wait_for(fails(), 1h)) == end::error);
    CHECK(co_await end_of(aio::wait_for(fails_without_value(), 1h)) == end::error);

    // A handle stays with the caller or is used up, done or not.
    auto kept = aio::create_task(number(2));
    CHECK(co_await aio::wait_for(kept, 1h) == 2 && co_await kept == 2);
    CHECK(co_await aio::wait_for(kept, 0ms) == 2);
    CHECK(co_await aio::wait_for(std::move(kept), -1s) == 2);
    // One turn is enough for who needs no more.
    CHECK(*co_await aio::wait_for(move_only(), 0ms) == 7);

    // Lazy: dropped, it has started nothing.
    {
        auto unawaited = aio::wait_for(sleeper(), 1ms);
    }
    co_await aio::sleep(0ms);
    CHECK(unwound == 0);
}

aio::task<> too_late() {
    const auto start = aio::event_loop::clock::now();
    CHECK(co_await end_of(aio::wait_for(sleeper(), 2ms)) == end::timeout);
    CHECK(aio::event_loop::clock::now() - start >= 2ms && unwound == 1);

    CHECK(co_await end_of(aio::wait_for(aio::sleep(1h), 0ms)) == end::timeout);
    auto handle = aio::create_task(sleeper());
    CHECK(co_await end_of(aio::wait_for(handle, 0ms)) == end::timeout);
    CHECK(handle.cancelled() && unwound == 2);

    // Not lost: an error on the way out, or a value.
    CHECK(co_await end_of(aio::wait_for(fails_when_cancelled(), 0ms)) == end::error);
    aio::event let_go;
    auto waiting = aio::create_task(aio::wait_for(stubborn(let_go), 0ms));
    co_await aio::sleep(1ms);
    CHECK(!waiting.done());
    let_go.set();
    CHECK(co_await waiting == 1);
    // An item of a queue neither.
    aio::queue<int> queue;
    CHECK(co_await end_of(aio::wait_for(queue.get(), 0ms)) == end::timeout);
    CHECK(queue.try_put(1) && *queue.try_get() == 1);
}

aio::task<> cancelled() {
    unwound = 0;
    auto waiting = aio::create_task(end_of(aio::wait_for(sleeper(), 1h)));
    co_await aio::sleep(0ms);
    co_await aio::sleep(0ms);
    waiting.cancel();
    CHECK(co_await waiting == end::cancelled && unwound == 1);

    // Somebody else cancels the task.
    auto handle = aio::create_task(sleeper());
    waiting = aio::create_task(end_of(aio::wait_for(handle, 1h)));
    co_await aio::sleep(0ms);
    handle.cancel();
    CHECK(co_await waiting == end::cancelled);

    // First the cancellation, then the time; first the time, then the cancellation.
    for (const bool before : {true, false}) {
        aio::event let_go;
        auto task = aio::create_task(slow_to_end(let_go));
        waiting = aio::create_task(end_of(aio::wait_for(task, 2ms)));
        co_await aio::sleep(before ? 0ms : 10ms);
        CHECK(!waiting.done());
        waiting.cancel();
        co_await aio::sleep(before ? 10ms : 0ms);
        let_go.set();
        CHECK(co_await waiting == end::cancelled);
    }
}

// The task ends in its only step, in which its time is up: when the timer is due, the waiting frame
// is gone.
aio::task<> ends_late() {
    const auto late = aio::event_loop::clock::now() + 2ms;
    while (aio::event_loop::clock::now() < late) {
    }
    co_return;
}
aio::task<> at_the_same_time() {
    const end result = co_await end_of(aio::wait_for(ends_late(), 1ms));
    CHECK(result == end::value);
    co_await aio::sleep(1ms);
}

// A loop that goes away takes both along.
void loop_gone() {
    unwound = 0;
    {
        aio::event_loop loop;
        auto waiting = loop.create_task(aio::wait_for(sleeper(), 1h));
        loop.run_until_complete(aio::sleep(1ms));
    }
    CHECK(unwound == 1);
}

int main() {
    aio::run(in_time());
    aio::run(too_late());
    aio::run(cancelled());
    aio::run(at_the_same_time());
    loop_gone();
}
