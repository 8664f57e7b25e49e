// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/sleep.hpp"

#include "aio/detail/task_state.hpp"
#include "aio/event_loop.hpp"

namespace aio::detail {

namespace {

class timer_wait final : public suspension {
public:
    explicit timer_wait(event_loop::clock::duration delay) noexcept : delay_(delay) {}

    bool await_ready() const noexcept { return false; }
    template <std::derived_from<promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
        event_loop& loop = *caller.promise().task->loop();
        // Nothing to wait for: a turn for everything that is ready, and not a trip to the clock.
        if (delay_ <= delay_.zero())
            loop.call_soon([this] { elapsed(); });
        else
            timer_ = loop.call_later(delay_, [this] { elapsed(); });
        park(caller);
    }
    void await_resume() { resumed(); }

    void cancel_wait() noexcept override {
        cancelled_ = true;
        timer_.cancel();
        wake();
    }

private:
    void elapsed() {
        if (!cancelled_)
            wake();
    }

    event_loop::clock::duration delay_;
    timer_handle timer_;
};

} // namespace

task<> sleep(event_loop::clock::duration delay) {
    timer_wait wait(delay);
    co_await wait;
}

} // namespace aio::detail
