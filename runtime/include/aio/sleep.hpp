// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/task.hpp"

#include <chrono>
#include <utility>

namespace aio {

namespace detail {
task<> sleep(std::chrono::steady_clock::duration delay);

/// Rounds up, so that a sleep is never too short, and keeps `now() + delay` from overflowing.
template <class Rep, class Period>
std::chrono::steady_clock::duration to_delay(std::chrono::duration<Rep, Period> delay) {
    using target = std::chrono::steady_clock::duration;
    constexpr std::chrono::hours century{24 * 365 * 100};
    if (std::chrono::duration<double>(delay) >= std::chrono::duration<double>(century))
        return century;
    return std::chrono::ceil<target>(delay);
}
} // namespace detail

/// Waits at least `delay`, in any std::chrono unit, while other tasks run. Zero or less lets every
/// task that is ready have a turn. The time starts when the sleep is awaited or registered and gets
/// its first turn, not when it is called.
///
/// Cancellation ends it at once.
///
/// asyncio: `sleep`.
template <class Rep, class Period>
task<> sleep(std::chrono::duration<Rep, Period> delay) {
    return detail::sleep(detail::to_delay(delay));
}

/// The same, and then gives `result`.
template <class Rep, class Period, class T>
task<T> sleep(std::chrono::duration<Rep, Period> delay, T result) {
    co_await detail::sleep(detail::to_delay(delay));
    co_return std::move(result);
}

} // namespace aio
