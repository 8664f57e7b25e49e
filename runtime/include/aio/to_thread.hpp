// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/offload.hpp"
#include "aio/detail/outcome.hpp"
#include "aio/task.hpp"

#include <functional>
#include <type_traits>
#include <utility>

namespace aio {

/// Runs a blocking function on a thread of the loop's pool while the loop goes on; gives its value,
/// or rethrows its exception, on the loop.
///
///     auto page = co_await aio::to_thread(download, url);
///
/// Lifetimes: the function and its arguments are copied or moved into the frame. What they refer to
/// must live until the await has ended, which is not before the function has.
///
/// Cancellation: a function that has not begun never runs. One that has cannot be interrupted, so
/// `cancelled_error` is thrown when it has returned, and its result is dropped.
///
/// Threads: the pool has `min(32, hardware threads + 4)` threads, made on first use. The function
/// must not touch the loop except through `call_soon_threadsafe`.
///
/// GCC 12 destroys a lambda's captures twice if the lambda is written within a `co_await`
/// expression and its captures have destructors. With that compiler, name the lambda first:
/// `auto work = [page] { ... }; co_await aio::to_thread(work);`.
///
/// asyncio: `to_thread`.
template <class F, class... Args>
    requires std::invocable<F&, Args&...>
task<std::invoke_result_t<F&, Args&...>> to_thread(F function, Args... args) {
    using result = std::invoke_result_t<F&, Args&...>;
    detail::outcome<result> outcome;
    auto work = [&]() noexcept {
        outcome.capture([&]() -> result { return std::invoke(function, args...); });
    };
    detail::offload wait(std::ref(work));
    co_await wait;
    co_return outcome.take();
}

} // namespace aio
