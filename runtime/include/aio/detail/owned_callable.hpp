// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/task_state.hpp"
#include "aio/task.hpp"

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

namespace aio::detail {

template <class T>
inline constexpr bool is_task = false;
template <class T>
inline constexpr bool is_task<task<T>> = true;

/// A function object that, called without arguments, returns a task.
template <class F>
concept task_callable = !is_task<std::remove_cvref_t<F>> && std::invocable<F&> &&
                        is_task<std::invoke_result_t<F&>> && std::move_constructible<F>;

/// The task that the awaiting coroutine runs in. Never suspends.
struct this_task {
    task_base* task = nullptr;
    bool await_ready() const noexcept { return false; }
    template <std::derived_from<promise_base> Promise>
    bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
        task = caller.promise().task;
        return false;
    }
    task_base& await_resume() const noexcept { return *task; }
};

/// Owns the callable for as long as the coroutine it makes: the closure of a lambda coroutine is
/// not part of the coroutine's frame, so somebody else has to keep it.
template <class F>
std::invoke_result_t<F&> invoke_owned(F function) {
    auto coroutine = std::invoke(function);
    this_task current;
    task_base& task = co_await current;
    task.rename(coroutine.where());
    co_return co_await std::move(coroutine);
}

} // namespace aio::detail
