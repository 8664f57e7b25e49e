// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/promise.hpp"
#include "aio/detail/reports.hpp"

#include <coroutine>
#include <source_location>
#include <stdexcept>
#include <utility>

namespace aio {

/// A coroutine that has been called and has not run: a package of code.
///
///     aio::task<int> answer() { co_return 42; }
///     auto coroutine = answer();                // nothing has run
///     int n = co_await std::move(coroutine);    // now it runs, here, to its end
///
/// Lazy and move-only. It is awaited once, or given once to `create_task`, `gather`, `run`.
/// Awaiting gives its value or rethrows its exception. Each of these throws `std::logic_error` for
/// a task that was awaited or given away before.
///
/// Lifetimes: the task owns its frame, and dropping the task destroys the frame, run or not. The
/// frame borrows what the call borrowed: reference parameters, `this`, and the closure object of a
/// lambda. They must live until the task has ended.
///
/// Depth: any number of coroutines may await one another; the stack does not grow.
///
/// Threads: an unstarted task may be moved to another thread; a started one stays on its loop.
///
/// asyncio: the coroutine object that `g()` returns for `async def g()`.
template <class T = void>
class [[nodiscard("a coroutine runs only when it is awaited or registered")]] task {
    using handle = std::coroutine_handle<detail::promise<T>>;

    static void check_unused(handle coroutine) {
        if (!coroutine || coroutine.promise().started)
            throw std::logic_error("aio: cannot reuse an already awaited coroutine");
    }

    // Does not own the frame (the task does, and it outlives the await), so that it is trivially
    // destructible: GCC 12 is known to mishandle awaiter temporaries that are not.
    struct awaiter {
        handle callee;

        bool await_ready() const {
            check_unused(callee);
            return false;
        }
        template <std::derived_from<detail::promise_base> Promise>
        std::coroutine_handle<>
        await_suspend(std::coroutine_handle<Promise> caller) const noexcept {
            detail::promise_base& promise = callee.promise();
            promise.started = true;
            promise.continuation = caller;
            promise.task = caller.promise().task;
            return detail::transfer(promise.task, callee);
        }
        T await_resume() const { return callee.promise().result.take(); }
    };

public:
    using promise_type = detail::promise<T>;
    using value_type = T;

    task(task&& other) noexcept : coroutine_(std::exchange(other.coroutine_, {})) {}
    task& operator=(task&& other) noexcept {
        if (this != &other) {
            destroy();
            coroutine_ = std::exchange(other.coroutine_, {});
        }
        return *this;
    }
    ~task() { destroy(); }

    /// Runs the coroutine to its end inside the awaiting task.
    awaiter operator co_await() && noexcept { return {coroutine_}; }

    /// Gives up the frame; for the runtime. Throws `std::logic_error` as an await would.
    [[nodiscard]] handle release() && {
        check_unused();
        return std::exchange(coroutine_, {});
    }
    /// The same question, asked before anything else has begun; for the runtime.
    void check_unused() const { check_unused(coroutine_); }
    /// Where the coroutine function is.
    [[nodiscard]] std::source_location where() const noexcept {
        return coroutine_ ? coroutine_.promise().where : std::source_location{};
    }

private:
    friend promise_type;
    explicit task(handle coroutine) noexcept : coroutine_(coroutine) {}

    void destroy() noexcept {
        if (!coroutine_)
            return;
        if (!coroutine_.promise().started)
            detail::report_never_awaited(coroutine_.promise().where);
        std::exchange(coroutine_, {}).destroy();
    }

    handle coroutine_;
};

template <class T>
task<T> detail::promise<T>::get_return_object(std::source_location where) noexcept {
    this->where = where;
    return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}

} // namespace aio
