// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/semaphore.hpp"
#include "aio/task.hpp"

#include <optional>

namespace aio {

/// Lets one task at a time into a section of code that awaits. Code that awaits nothing needs no
/// mutex: it keeps its turn.
///
///     aio::mutex mutex;
///     ...
///     auto lock = co_await mutex.lock();    // without co_await, nothing is locked
///     balance = co_await deposit(balance);
///
/// Fair: tasks get in in the order in which they began to wait, and no task overtakes them. Not
/// recursive: a task that locks twice waits for itself.
///
/// Cancellation ends a wait at once. A lock that was on its way goes to the next task.
///
/// Lifetimes: the mutex must live until every wait has ended and every guard is gone.
///
/// Threads: for the loop's thread only. It does not keep threads apart, only tasks.
///
/// asyncio: `Lock`.
class mutex {
public:
    /// Holds the lock until destroyed, or until `release()`. May be moved to another task.
    using guard = semaphore::guard;

    /// Waits for the lock; it takes it only when it is awaited.
    task<guard> lock();
    /// The lock if it is free, without waiting.
    [[nodiscard]] std::optional<guard> try_lock() noexcept { return turn_.try_acquire(); }
    [[nodiscard]] bool locked() const noexcept { return turn_.available() == 0; }

private:
    semaphore turn_{1};
};

} // namespace aio
