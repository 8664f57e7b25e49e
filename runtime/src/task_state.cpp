// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/detail/task_state.hpp"

#include "aio/cancelled_error.hpp"
#include "aio/event_loop.hpp"
#include "aio/task_handle.hpp"
#include "loop_state.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

namespace aio::detail {

void suspension::wake() {
    task_->wake();
}

void suspension::resumed() {
    if (cancelled_ | task_->take_cancel_request())
        throw cancelled_error();
}

void completion_wait::cancel_wait() noexcept {
    target_->cancel();
}

void completion_wait::completed(task_base&) noexcept {
    wake();
}

void completion_wait::check_awaitable_by(const task_base& caller) const {
    if (&caller == target_)
        throw std::logic_error("aio: a task cannot await itself");
    if (caller.loop() != target_->loop())
        throw std::logic_error("aio: the task belongs to a different event loop");
}

task_base::task_base(event_loop& loop, promise_base& root, std::coroutine_handle<> entry) noexcept
    : loop_(&loop), settings_(loop.state_->settings), where_(root.where), resume_at_(entry) {
    root.task = this;
    // From here on it is the loop's, and the loop says what became of it.
    root.started = true;
}

bool task_base::cancel() noexcept {
    if (done_)
        return false;
    // Tasks that await one another in a circle must not cancel one another for ever.
    if (cancelling_)
        return true;
    cancelling_ = true;
    if (waiting_on_)
        waiting_on_->cancel_wait();
    else
        cancel_requested_ = true;
    cancelling_ = false;
    return true;
}

void task_base::handle_dropped() noexcept {
    --handles_;
    if (done_)
        report_if_lost();
}

void task_base::report_if_lost() noexcept {
    if (handles_ == 0 && error_ && !cancelled_ && !std::exchange(retrieved_, true))
        settings_->report({"task exception was never retrieved", error_, name()});
}

void task_base::check_done() const {
    if (!done_)
        throw invalid_state_error("aio: the task has not ended yet");
}

void task_base::unobserve(completion_observer& observer) noexcept {
    std::erase(observers_, &observer);
}

void task_base::park(std::coroutine_handle<> point, suspension& wait) noexcept {
    resume_at_ = point;
    waiting_on_ = &wait;
    // Asked for while the task was running; this is its next suspension point.
    if (take_cancel_request())
        wait.cancel_wait();
}

void task_base::wake() {
    waiting_on_ = nullptr;
    if (!done_ && !loop_->state_->closed)
        loop_->state_->ready.push_back({nullptr, shared_from_this()});
}

void task_base::step() {
    if (!std::exchange(started_, true) && take_cancel_request()) {
        // Cancelled before its first turn: the body never runs.
        abandon();
        return;
    }
    stepping_ = true;
    next_ = std::exchange(resume_at_, {});
    while (next_)
        std::exchange(next_, {}).resume();
    stepping_ = false;
}

#ifndef __clang__
std::coroutine_handle<> transfer(task_base* task, std::coroutine_handle<> next) noexcept {
    return task->transfer(next);
}
#endif

std::coroutine_handle<> task_base::transfer(std::coroutine_handle<> next) noexcept {
    // Resumed by an awaiter that is not aio's, outside of a step: there is no loop to leave it to.
    if (!stepping_)
        return next;
    next_ = next;
    return std::noop_coroutine();
}

void complete(task_base& task) noexcept {
    task.complete();
}

void task_base::complete() noexcept {
    const auto self = shared_from_this();
    // Asked to end, it ended before it met a suspension point: it counts as cancelled, as in
    // asyncio. An exception of its own stands.
    const bool cancel = take_cancel_request();
    auto error = collect();
    if (cancel && !error) {
        error = std::make_exception_ptr(cancelled_error());
        set_exception(error);
    }
    finish(std::move(error));
}

void task_base::abandon() noexcept {
    const auto self = shared_from_this();
    // Done before the frame goes: a destructor in it may ask for this very task.
    done_ = true;
    waiting_on_ = nullptr;
    auto error = std::make_exception_ptr(cancelled_error());
    set_exception(error);
    finish(std::move(error));
}

void task_base::finish(std::exception_ptr error) noexcept {
    done_ = true;
    error_ = std::move(error);
    if (error_) {
        try {
            std::rethrow_exception(error_);
        } catch (const cancelled_error&) {
            cancelled_ = true;
        } catch (...) {
            // An ordinary failure; kept in error_.
        }
    }
    loop_->state_->tasks.erase(registration);
    const auto observers = std::exchange(observers_, {});
    // When the loop goes away, so do the frames that observe, and some have gone already.
    if (!loop_->state_->closed) {
        for (auto* observer : observers)
            observer->completed(*this);
    }
    report_if_lost();
}

} // namespace aio::detail
