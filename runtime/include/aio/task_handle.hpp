// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/task_state.hpp"

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace aio {

/// A question that the task's state cannot answer, such as `result()` before it is done.
/// asyncio: `InvalidStateError`.
class invalid_state_error : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// What registering a task returns: the way to wait for it, to cancel it, to learn how it ended.
///
///     auto handle = aio::create_task(answer());
///     ...                                     // the task runs whenever this one waits
///     int n = co_await handle;                // its value, or its exception
///
/// May be awaited any number of times, by several tasks. `co_await handle` gives `T&`, which lives
/// as long as the handle; `co_await std::move(handle)` moves the value out. Cancelling a task that
/// awaits a handle cancels the task behind the handle too.
///
/// Lifetimes: move-only. Dropping the handle leaves the task running; if it then fails, its
/// exception goes to the loop's exception handler. Say `detach()` when that is meant. A handle may
/// outlive its loop; a task the loop did not finish counts as cancelled.
///
/// Threads: for the thread of its loop only.
///
/// asyncio: `Task`.
template <class T = void>
class [[nodiscard("nobody will learn when the task ended, what it returned, or why it failed; "
                  "keep the handle and await it, or say detach()")]] task_handle {
    using state_ptr = std::shared_ptr<detail::task_state<T>>;

    struct reference_awaiter final : detail::completion_wait {
        explicit reference_awaiter(detail::task_state<T>& state) noexcept
            : completion_wait(state) {}
        std::add_lvalue_reference_t<T> await_resume() {
            const auto keep = finish_wait();
            return static_cast<detail::task_state<T>*>(target_)->get();
        }
    };
    struct value_awaiter final : detail::completion_wait {
        explicit value_awaiter(detail::task_state<T>& state) noexcept : completion_wait(state) {}
        T await_resume() {
            const auto keep = finish_wait();
            return static_cast<detail::task_state<T>*>(target_)->take();
        }
    };

public:
    using value_type = T;

    /// For event_loop.
    explicit task_handle(state_ptr state) noexcept : state_(std::move(state)) {}
    task_handle(task_handle&& other) noexcept = default;
    task_handle& operator=(task_handle&& other) noexcept {
        if (this != &other) {
            detach();
            state_ = std::move(other.state_);
        }
        return *this;
    }
    ~task_handle() { detach(); }

    /// Waits for the end; the value, or the exception rethrown. Throws `std::logic_error` when a
    /// task awaits itself or a task of another loop.
    auto operator co_await() const& { return reference_awaiter(*checked()); }
    auto operator co_await() && { return value_awaiter(*checked()); }

    /// Asks the task to end: `cancelled_error` is thrown at its current suspension point, or it
    /// never starts. Returns false if it is done already. The task may catch it, so await the
    /// handle to know.
    bool cancel() const { return checked()->cancel(); }

    /// Has it ended, in whatever way?
    [[nodiscard]] bool done() const { return checked()->done(); }
    /// Did it end by a cancellation?
    [[nodiscard]] bool cancelled() const { return checked()->cancelled(); }

    /// The value, or the exception rethrown. Throws `invalid_state_error` if it is not done.
    std::add_lvalue_reference_t<T> result() const& { return checked()->get(); }
    T result() && { return checked()->take(); }

    /// The exception it ended with, or null. Throws `invalid_state_error` if it is not done, and
    /// `cancelled_error` if it was cancelled.
    [[nodiscard]] std::exception_ptr exception() const {
        auto& state = *checked();
        state.check_done();
        state.retrieved();
        if (state.cancelled())
            std::rethrow_exception(state.error());
        return state.error();
    }

    /// Registered, and not cared for any more: not when it ends, nor its value, nor its error.
    void detach() noexcept {
        if (auto state = std::exchange(state_, nullptr))
            state->handle_dropped();
    }

    /// The name of its coroutine function.
    [[nodiscard]] std::string name() const { return checked()->name(); }

    /// For the runtime's own waits.
    [[nodiscard]] const state_ptr& state() const { return checked(); }

private:
    const state_ptr& checked() const {
        if (!state_)
            throw invalid_state_error("aio: the handle was moved from or detached");
        return state_;
    }

    state_ptr state_;
};

} // namespace aio
