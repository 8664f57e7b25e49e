// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/task_state.hpp"

#include <concepts>
#include <coroutine>
#include <list>

namespace aio::detail {

class place;

/// Parked tasks, in the order in which they came. Outlives its places.
class waiting_line {
public:
    waiting_line() = default;
    waiting_line(const waiting_line&) = delete;
    waiting_line& operator=(const waiting_line&) = delete;

    [[nodiscard]] bool empty() const noexcept { return places_.empty(); }
    /// Wakes the task that has waited longest. The line must not be empty.
    void call_next();

private:
    friend class place;
    std::list<place*> places_;
};

/// A task's place in a line: parked until it is called.
class place : public suspension {
public:
    explicit place(waiting_line& line) noexcept : line_(line) {}
    /// A loop that goes away destroys parked frames, and others that would call them.
    ~place() { leave(); }

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
        position_ = line_.places_.insert(line_.places_.end(), this);
        now_ = phase::waiting;
        park(caller);
    }
    void await_resume() { resumed(); }

    void cancel_wait() noexcept override;

    /// Has it been called? It may be cancelled after that, before its task's next step.
    [[nodiscard]] bool called() const noexcept { return now_ == phase::called; }

private:
    friend class waiting_line;
    enum class phase { outside, waiting, called };
    void leave() noexcept;

    waiting_line& line_;
    std::list<place*>::iterator position_;
    phase now_ = phase::outside;
};

} // namespace aio::detail
