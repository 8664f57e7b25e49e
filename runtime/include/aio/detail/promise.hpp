// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/outcome.hpp"

#include <concepts>
#include <coroutine>
#include <source_location>
#include <utility>

namespace aio {
template <class T>
class task;
}

namespace aio::detail {

class task_base;

/// Passes control from one coroutine of `task` to another without growing the stack.
#ifdef __clang__
// The returned handle becomes a jump, at every level of optimisation.
inline std::coroutine_handle<> transfer(task_base*, std::coroutine_handle<> next) noexcept {
    return next;
}
#else
// GCC makes it a jump only when it optimises and no sanitizer is on. Everywhere else the stack
// would grow, so `next` is left to the loop in `task_base::step`, and nothing is resumed from here.
[[nodiscard]] std::coroutine_handle<> transfer(task_base* task,
                                               std::coroutine_handle<> next) noexcept;
#endif

/// The root coroutine of a registered task has run to its end. Destroys its frame.
void complete(task_base& task) noexcept;

/// The part of every promise that does not depend on the result.
class promise_base {
    struct final_awaiter {
        bool await_ready() const noexcept { return false; }
        template <std::derived_from<promise_base> Promise>
        std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            promise_base& promise = self.promise();
            if (promise.continuation)
                return transfer(promise.task, promise.continuation);
            complete(*promise.task);
            return std::noop_coroutine();
        }
        void await_resume() const noexcept {}
    };

public:
    std::suspend_always initial_suspend() const noexcept { return {}; }
    final_awaiter final_suspend() const noexcept { return {}; }

    /// The registered task on whose behalf this coroutine runs; set when it is started.
    task_base* task = nullptr;
    /// The coroutine that awaits this one; none for the root of a registered task.
    std::coroutine_handle<> continuation;
    /// The coroutine function, for the reports of debug mode.
    std::source_location where;
    bool started = false;
};

template <class T>
class promise_result : public promise_base {
public:
    template <class U = T>
        requires std::constructible_from<T, U>
    void return_value(U&& value) {
        result.set_value(std::forward<U>(value));
    }
    outcome<T> result;
};

template <class T>
class promise_result<T&> : public promise_base {
public:
    void return_value(T& value) noexcept { result.set_value(value); }
    outcome<T&> result;
};

template <>
class promise_result<void> : public promise_base {
public:
    void return_void() { result.set_done(); }
    outcome<void> result;
};

template <class T>
class promise : public promise_result<T> {
public:
    // The default argument is evaluated in the coroutine function, so it names that function.
    aio::task<T>
    get_return_object(std::source_location where = std::source_location::current()) noexcept;
    void unhandled_exception() noexcept { this->result.set_exception(std::current_exception()); }
};

} // namespace aio::detail
