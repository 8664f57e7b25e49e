// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/waiting_line.hpp"
#include "aio/task.hpp"

#include <cstddef>
#include <optional>
#include <utility>

namespace aio {

/// A number of permits. A task that needs one waits until there is one.
///
///     aio::semaphore connections(10);
///     ...
///     auto permit = co_await connections.acquire();
///     co_await download(url);    // ten at a time; the permit goes back at the end of the scope
///
/// Fair: permits go to tasks in the order in which they began to wait, and no task overtakes them.
///
/// Cancellation ends a wait at once. A permit that was on its way goes to the next task.
///
/// Lifetimes: the semaphore must live until every wait has ended and every guard is gone.
///
/// Threads: for the loop's thread only.
///
/// asyncio: `Semaphore`.
class semaphore {
public:
    /// Holds one permit and gives it back when destroyed. Move-only; moved from, it holds none.
    class [[nodiscard("the permit goes back when the guard is dropped")]] guard {
    public:
        guard(guard&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
        guard& operator=(guard&& other) noexcept {
            if (this != &other) {
                release();
                from_ = std::exchange(other.from_, nullptr);
            }
            return *this;
        }
        ~guard() { release(); }

        /// Gives the permit back now.
        void release() noexcept {
            if (auto* from = std::exchange(from_, nullptr))
                from->release();
        }
        /// Uses the permit up: it comes back only by `semaphore::release`.
        void consume() noexcept { from_ = nullptr; }

    private:
        friend class semaphore;
        explicit guard(semaphore& from) noexcept : from_(&from) {}
        semaphore* from_;
    };

    explicit semaphore(std::size_t permits) noexcept : available_(permits) {}
    semaphore(const semaphore&) = delete;
    semaphore& operator=(const semaphore&) = delete;

    /// Waits for a permit; it takes one only when it is awaited.
    task<guard> acquire();
    /// A permit if there is one, without waiting.
    [[nodiscard]] std::optional<guard> try_acquire() noexcept;
    /// Adds `count` permits, be it more than there were.
    void release(std::size_t count = 1);
    /// How many `try_acquire` could take now.
    [[nodiscard]] std::size_t available() const noexcept { return available_; }

private:
    class claim;

    std::size_t available_; // none while a task waits
    detail::waiting_line line_;
};

} // namespace aio
