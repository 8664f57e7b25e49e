// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/event_loop.hpp"

#include <utility>

namespace aio {

/// Registers a task on the running loop; it runs on its own whenever other tasks wait.
///
///     auto first = aio::create_task(fetch(1));     // register early
///     auto second = aio::create_task(fetch(2));
///     use(co_await first, co_await second);        // wait late
///
/// Throws `std::runtime_error` if no loop runs on this thread, and `std::logic_error` for a task
/// that was awaited or given away before. See `task_handle` for what becomes
/// of a handle that is dropped.
///
/// Lifetimes: what the coroutine borrows has to outlive it, not this call.
///
/// asyncio: `create_task`.
template <class T>
task_handle<T> create_task(task<T> coroutine) {
    return get_running_loop().create_task(std::move(coroutine));
}

/// The same for a callable that returns a task and has not been called: the new task owns it, so
/// its captures live as long as the task.
///
///     aio::create_task([i]() -> aio::task<int> { co_return i; })    // no call here
template <detail::task_callable F>
auto create_task(F function) {
    return get_running_loop().create_task(std::move(function));
}

/// A handle for anything that can be waited for: registers a task or a callable, and returns a
/// handle as it is. asyncio: `ensure_future`.
template <class T>
task_handle<T> ensure_future(task<T> coroutine) {
    return create_task(std::move(coroutine));
}
template <detail::task_callable F>
auto ensure_future(F function) {
    return create_task(std::move(function));
}
template <class T>
task_handle<T> ensure_future(task_handle<T> handle) {
    return handle;
}

} // namespace aio
