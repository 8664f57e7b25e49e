// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The state of a registered task, shared by the loop (until the task ends) and its handle.
#pragma once

#include "aio/detail/promise.hpp"
#include "aio/task.hpp"

#include <coroutine>
#include <exception>
#include <list>
#include <memory>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

namespace aio {
class event_loop;
}

namespace aio::detail {

class loop_settings;

/// Something a task is parked on: a timer, another task, a thread.
///
/// Subclasses are awaiters. They have trivial destructors where users await them directly (see
/// `task::awaiter`), which is sound because a parked frame is destroyed only when its loop is, and
/// the loop drops its timers and callbacks first.
class suspension {
public:
    /// The task was cancelled: end the wait (`wake`), now or as soon as that is safe.
    virtual void cancel_wait() noexcept = 0;

protected:
    suspension() = default;
    suspension(const suspension&) = delete;
    suspension& operator=(const suspension&) = delete;
    ~suspension() = default;

    /// Suspends `caller` until `wake`. May call `cancel_wait` at once.
    template <std::derived_from<promise_base> Promise>
    void park(std::coroutine_handle<Promise> caller);
    /// Schedules the parked task's next step.
    void wake();
    /// To be called when resumed; throws cancelled_error if that is why.
    void resumed();

    task_base* task_ = nullptr;
    bool cancelled_ = false;
};

/// Told once when a task has ended.
class completion_observer {
public:
    virtual void completed(task_base& task) noexcept = 0;

protected:
    ~completion_observer() = default;
};

class task_base : public std::enable_shared_from_this<task_base> {
public:
    task_base(event_loop& loop, promise_base& root, std::coroutine_handle<> entry) noexcept;
    task_base(const task_base&) = delete;
    task_base& operator=(const task_base&) = delete;
    virtual ~task_base() = default;

    // For handles.
    [[nodiscard]] bool done() const noexcept { return done_; }
    [[nodiscard]] bool cancelled() const noexcept { return done_ && cancelled_; }
    [[nodiscard]] const std::exception_ptr& error() const noexcept { return error_; }
    [[nodiscard]] std::string name() const { return coroutine_name(where_); }
    bool cancel() noexcept;
    /// Somebody has seen how the task ended.
    void retrieved() noexcept { retrieved_ = true; }
    /// One more that may ask: a task group counts as a handle.
    void handle_made() noexcept { ++handles_; }
    /// If none is left to ask, an exception nobody has seen is reported, now or at the end.
    void handle_dropped() noexcept;
    /// Throws invalid_state_error.
    void check_done() const;

    void observe(completion_observer& observer) { observers_.push_back(&observer); }
    void unobserve(completion_observer& observer) noexcept;
    [[nodiscard]] event_loop* loop() const noexcept { return loop_; }
    /// A wrapper frame takes the name of the coroutine it wraps.
    void rename(const std::source_location& where) noexcept { where_ = where; }

    // For suspensions.
    void park(std::coroutine_handle<> point, suspension& wait) noexcept;
    void wake();
    /// Keeps the awaited task's state while this one is parked on it, whatever happens to handles.
    void keep_awaited(task_base& target) { awaited_ = target.shared_from_this(); }
    [[nodiscard]] std::shared_ptr<task_base> release_awaited() noexcept {
        return std::move(awaited_);
    }
    [[nodiscard]] bool take_cancel_request() noexcept {
        return std::exchange(cancel_requested_, false);
    }

    // For the loop and the promises.
    void step();
    /// Ends the task: its frame goes, its observers learn.
    void complete() noexcept;
    /// The loop is going away: ends the task without running it.
    void abandon() noexcept;
    [[nodiscard]] std::coroutine_handle<> transfer(std::coroutine_handle<> next) noexcept;
    std::list<std::shared_ptr<task_base>>::iterator registration;

protected:
    /// Moves the result out of the root promise and destroys the frame; returns the exception.
    virtual std::exception_ptr collect() noexcept = 0;
    virtual void set_exception(std::exception_ptr error) noexcept = 0;

private:
    void finish(std::exception_ptr error) noexcept;
    void report_if_lost() noexcept;

    event_loop* loop_;
    std::shared_ptr<loop_settings> settings_;
    std::source_location where_;
    std::coroutine_handle<> resume_at_; // where the next step starts
    std::coroutine_handle<> next_;      // where this step goes on; see transfer
    std::shared_ptr<task_base> awaited_;
    suspension* waiting_on_ = nullptr;
    std::vector<completion_observer*> observers_;
    std::exception_ptr error_;
    bool started_ = false;
    bool stepping_ = false;
    bool done_ = false;
    bool cancelled_ = false;
    bool cancel_requested_ = false;
    bool cancelling_ = false;
    bool retrieved_ = false;
    int handles_ = 1;
};

template <class T>
class task_state final : public task_base {
    using handle = std::coroutine_handle<promise<T>>;
    task_state(event_loop& loop, handle coroutine)
        : task_base(loop, coroutine.promise(), coroutine), coroutine_(coroutine) {}

public:
    task_state(event_loop& loop, task<T> coroutine)
        : task_state(loop, std::move(coroutine).release()) {}
    ~task_state() override {
        if (coroutine_)
            coroutine_.destroy();
    }

    std::add_lvalue_reference_t<T> get() {
        check_done();
        retrieved();
        return result_.get();
    }
    T take() {
        check_done();
        retrieved();
        return result_.take();
    }

private:
    std::exception_ptr collect() noexcept override {
        result_ = std::move(coroutine_.promise().result);
        std::exchange(coroutine_, {}).destroy();
        return result_.exception();
    }
    void set_exception(std::exception_ptr error) noexcept override {
        if (coroutine_)
            std::exchange(coroutine_, {}).destroy();
        result_.set_exception(std::move(error));
    }

    handle coroutine_;
    outcome<T> result_;
};

template <std::derived_from<promise_base> Promise>
void suspension::park(std::coroutine_handle<Promise> caller) {
    task_ = caller.promise().task;
    task_->park(caller, *this);
}

/// Parked until another task has ended. Cancelling the waiting task cancels the awaited one, and
/// the wait goes on until that has ended: what it borrows from the waiting frame stays alive.
class completion_wait : public suspension, public completion_observer {
public:
    explicit completion_wait(task_base& target) noexcept : target_(&target) {}
    [[nodiscard]] bool await_ready() const noexcept { return target_->done(); }
    template <std::derived_from<promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
        task_base& task = *caller.promise().task;
        check_awaitable_by(task);
        task.keep_awaited(*target_);
        target_->observe(*this);
        park(caller);
    }

    void cancel_wait() noexcept override;
    void completed(task_base&) noexcept override;

protected:
    ~completion_wait() = default;
    void check_awaitable_by(const task_base& caller) const;
    /// Throws cancelled_error if the wait was cancelled; the result keeps the target alive.
    [[nodiscard]] std::shared_ptr<task_base> finish_wait() {
        if (!task_)
            return nullptr; // the target had ended, so nothing was parked
        auto target = task_->release_awaited();
        resumed();
        return target;
    }
    task_base* target_;
};

} // namespace aio::detail
