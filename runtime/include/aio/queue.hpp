// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/semaphore.hpp"
#include "aio/task.hpp"

#include <cstddef>
#include <deque>
#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace aio {

/// Carries items from tasks that put them in to tasks that get them out, first in, first out.
///
///     aio::queue<job> jobs(100);
///     ...
///     co_await jobs.put(next_job());    // waits while 100 are in it
///     ...
///     job work = co_await jobs.get();   // waits while none is
///
/// Fair: waiting tasks get their item, or their room for one, in the order in which they came.
///
/// Cancellation ends a wait at once: the item is not put in, or stays for the next task.
///
/// Lifetimes: the queue must live until every wait has ended. It owns the items that are in it.
///
/// Threads: for the loop's thread only.
///
/// asyncio: `Queue`, without `task_done` and `join`; a `task_group` waits for the workers.
template <class T>
class queue {
public:
    using value_type = T;

    /// Without a limit.
    queue() : queue(std::numeric_limits<std::size_t>::max()) {}
    /// For at most `capacity` items. Throws `std::invalid_argument` if that is none.
    explicit queue(std::size_t capacity) : capacity_(capacity), room_(capacity) {
        if (capacity == 0)
            throw std::invalid_argument("aio: a queue needs room for an item");
    }

    /// Puts the item in, waiting for room.
    task<> put(T item) {
        auto room = co_await room_.acquire();
        push(std::move(item), room);
    }
    /// Takes the next item out, waiting for one.
    task<T> get() {
        auto turn = co_await filled_.acquire();
        co_return pop(turn);
    }

    /// The same without waiting: false, and the item is as it was, if there is no room.
    [[nodiscard]] bool try_put(T&& item) {
        auto room = room_.try_acquire();
        if (room)
            push(std::move(item), *room);
        return room.has_value();
    }
    [[nodiscard]] bool try_put(const T& item) { return try_put(T(item)); }
    /// The same without waiting: nothing, if there is no item or others wait for it.
    [[nodiscard]] std::optional<T> try_get() {
        auto turn = filled_.try_acquire();
        if (!turn)
            return std::nullopt;
        return pop(*turn);
    }

    /// The items in it, with those that a task has been woken to get.
    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

private:
    // The permit to put an item in becomes a permit to get one out, and the other way round.
    void push(T&& item, semaphore::guard& room) {
        items_.push_back(std::move(item));
        room.consume();
        filled_.release();
    }
    T pop(semaphore::guard& turn) {
        T item = std::move(items_.front());
        items_.pop_front();
        turn.consume();
        room_.release();
        return item;
    }

    std::size_t capacity_;
    std::deque<T> items_;
    semaphore room_;
    semaphore filled_{0};
};

} // namespace aio
