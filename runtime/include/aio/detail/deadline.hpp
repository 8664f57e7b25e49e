// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/task_state.hpp"
#include "aio/event_loop.hpp"

#include <concepts>
#include <coroutine>

namespace aio::detail {

/// Parked until another task has ended, which is cancelled when the time is up.
class deadline final : public completion_wait {
public:
    deadline(task_base& target, event_loop::clock::duration timeout) noexcept
        : completion_wait(target), timeout_(timeout) {}
    ~deadline() { timer_.cancel(); }

    template <std::derived_from<promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
        start(*caller.promise().task);
        completion_wait::await_suspend(caller);
    }
    /// Throws timeout_error if it was the time that ended the task; rethrows.
    void await_resume();

    void cancel_wait() noexcept override;

private:
    void start(task_base& caller);

    event_loop::clock::duration timeout_;
    timer_handle timer_;
    bool expired_ = false;
};

} // namespace aio::detail
