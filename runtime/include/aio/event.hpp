// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/waiting_line.hpp"
#include "aio/task.hpp"

namespace aio {

/// A flag that tasks can wait for.
///
///     aio::event ready;
///     ...
///     co_await ready.wait();    // in any number of tasks
///     ...
///     ready.set();              // in another: all of them go on
///
/// Cancellation ends a wait at once.
///
/// Lifetimes: the event must live until every wait has ended.
///
/// Threads: for the loop's thread only; from another one, say
/// `loop.call_soon_threadsafe([&] { ready.set(); })`.
///
/// asyncio: `Event`.
class event {
public:
    event() = default;
    event(const event&) = delete;
    event& operator=(const event&) = delete;

    [[nodiscard]] bool is_set() const noexcept { return set_; }
    /// Wakes every task that waits, in the order in which they came; from now on nobody waits.
    void set();
    /// From now on tasks wait again. Those that `set()` has woken go on none the less.
    void clear() noexcept { set_ = false; }
    /// Returns when the event is set; at once if it is.
    task<> wait();

private:
    bool set_ = false;
    detail::waiting_line line_;
};

} // namespace aio
