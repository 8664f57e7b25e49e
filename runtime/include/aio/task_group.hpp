// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/create_task.hpp"
#include "aio/detail/task_state.hpp"
#include "aio/event.hpp"
#include "aio/task.hpp"
#include "aio/task_handle.hpp"

#include <concepts>
#include <functional>
#include <list>
#include <memory>
#include <type_traits>
#include <utility>

namespace aio {

/// Tasks that are waited for together, and end together if one of them fails.
///
///     aio::task_group group;
///     group.create_task(fetch(1));              // runs from the next turn of the loop on
///     auto size = group.create_task(measure()); // keep the handle only for the value
///     co_await group.join();                    // all have ended
///     use(size.result());
///
/// Errors: when a task fails, the others are cancelled at once, before the join already, as are
/// those that are added after that. The join rethrows the first exception in time when all have
/// ended. asyncio would wrap it in an `ExceptionGroup` together with the later ones; here these
/// stay with their handles, and go to the loop's exception handler if the handles are dropped. A
/// task that is cancelled by itself is no failure.
///
/// Lifetimes: tasks may borrow what outlives the join. Without a join nothing waits for them: the
/// destructor can only cancel what still runs, which then ends in the next turns of the loop, when
/// the frame that made the group may be gone. Debug mode reports each such task, and an exception
/// that no join has rethrown goes to the exception handler. Where code before the join may throw,
/// use `with_task_group`.
///
/// Threads: for the loop's thread only.
///
/// asyncio: `TaskGroup`.
class task_group final : detail::completion_observer {
public:
    /// The handle of a task in a group. It may be dropped: the group learns how the task ended.
    template <class T = void>
    class handle final : public task_handle<T> {
        friend task_group;
        explicit handle(task_handle<T>&& task) noexcept : task_handle<T>(std::move(task)) {}
    };

    task_group();
    task_group(const task_group&) = delete;
    task_group& operator=(const task_group&) = delete;
    ~task_group();

    /// Registers a task on the running loop, in this group; tasks of the group may do so, too.
    /// Throws `std::runtime_error` if no loop runs on this thread.
    template <class T>
    handle<T> create_task(task<T> coroutine) {
        return add(aio::create_task(std::move(coroutine)));
    }
    /// The same for a callable that returns a task and has not been called: the new task owns it.
    template <detail::task_callable F>
    auto create_task(F function) {
        return add(aio::create_task(std::move(function)));
    }

    /// Waits until all tasks have ended, also those that are added meanwhile; rethrows the first
    /// failure. After that the group is as new. To be awaited by one task, which is not of the
    /// group.
    ///
    /// Cancellation: cancels all of them, waits for them, then throws `cancelled_error`, unless one
    /// has failed.
    task<> join();

    /// Asks all tasks to end, and those that are added until the join has ended. Asks each once.
    void cancel() noexcept;

private:
    template <class T>
    handle<T> add(task_handle<T> task) {
        add(task.state());
        return handle<T>(std::move(task));
    }
    void add(std::shared_ptr<detail::task_base> task);
    void completed(detail::task_base& task) noexcept override;

    std::list<std::shared_ptr<detail::task_base>> tasks_;
    std::shared_ptr<detail::task_base> failed_; // the first
    event idle_;                                // set while there are no tasks
    bool cancelled_ = false;
};

/// Runs `body` as the first task of a group, and joins the group, however the body ends: if it
/// fails or is cancelled, so are the tasks that it has added, and they end while what they borrow
/// from here is alive. Gives the value of the body.
///
///     co_await aio::with_task_group([&](aio::task_group& group) -> aio::task<> {
///         for (const auto& url : urls)
///             group.create_task(fetch(url));
///         check(co_await status());             // throws? then no fetch goes on
///     });
///
/// Lifetimes: the body, with its captures, and the group live until all tasks have ended; local
/// variables of the body only until the body has.
///
/// Errors, cancellation: those of `task_group::join`. A failing task cancels the body, too.
///
/// With GCC 12, name a lambda first whose captures have destructors; see `to_thread`.
///
/// asyncio: `async with TaskGroup() as group`.
template <class F>
    requires std::invocable<F&, task_group&> &&
             detail::is_task<std::invoke_result_t<F&, task_group&>>
std::invoke_result_t<F&, task_group&> with_task_group(F body) {
    task_group group;
    auto first = group.create_task(std::invoke(body, group));
    co_await group.join();
    co_return std::move(first).result();
}

} // namespace aio
