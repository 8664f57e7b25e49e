// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/task_state.hpp"

#include <coroutine>
#include <functional>
#include <memory>

namespace aio::detail {

/// Parked until a function has run on the loop's thread pool.
class offload final : public suspension {
public:
    /// `work` must not throw.
    explicit offload(std::function<void()> work);
    /// Waits for work that is under way: it may refer to the frame that is being destroyed.
    ~offload();

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
        submit(*caller.promise().task);
        park(caller);
    }
    void await_resume() { resumed(); }

    void cancel_wait() noexcept override;

private:
    struct job;
    void submit(task_base& task);

    std::shared_ptr<job> job_;
};

} // namespace aio::detail
