// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/deadline.hpp"
#include "aio/detail/gathering.hpp"
#include "aio/sleep.hpp"
#include "aio/task.hpp"
#include "aio/timeout_error.hpp"

#include <chrono>
#include <type_traits>
#include <utility>

namespace aio {

namespace detail {
template <class T>
task<T> wait_for(gathered<T> source, std::chrono::steady_clock::duration timeout) {
    const auto child = source.start();
    deadline wait(*child, timeout);
    co_await wait;
    if constexpr (std::is_void_v<T>)
        source.take();
    else
        co_return source.take();
}
} // namespace detail

/// Waits for a task, but not longer than `timeout`, in any std::chrono unit: then the task is
/// cancelled, and `timeout_error` is thrown.
///
///     auto page = co_await aio::wait_for(fetch(url), 5s);
///
/// The task is a `task`, registered when this is awaited, or a `task_handle`. A handle given as an
/// lvalue stays with the caller, and its value is copied; one that is moved in is used up. The time
/// starts when this is awaited; zero or less gives the task one turn.
///
/// Errors: `timeout_error` is thrown when the cancelled task has ended: what it borrows from the
/// awaiting frame stays alive. A task that ends with a value or an exception of its own
/// nevertheless is not lost: that is what this gives. The call itself throws as that of `gather`.
///
/// Cancellation: cancels the task, waits for it, and takes precedence over the timeout.
///
/// asyncio: `wait_for`.
template <detail::gatherable Source, class Rep, class Period>
auto wait_for(Source&& source, std::chrono::duration<Rep, Period> timeout) {
    return detail::wait_for(detail::gathered(std::forward<Source>(source)),
                            detail::to_delay(timeout));
}

} // namespace aio
