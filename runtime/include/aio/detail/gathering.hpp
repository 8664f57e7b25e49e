// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/task_state.hpp"
#include "aio/event_loop.hpp"
#include "aio/task.hpp"
#include "aio/task_handle.hpp"

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace aio::detail {

/// Parked until every one of several tasks has ended.
class gathering final : public suspension, public completion_observer {
public:
    explicit gathering(std::vector<std::shared_ptr<task_base>> children);

    [[nodiscard]] bool await_ready() const noexcept { return pending_ == 0; }
    template <std::derived_from<promise_base> Promise>
    void await_suspend(std::coroutine_handle<Promise> caller) {
        park(caller);
    }
    /// Rethrows the first exception in time.
    void await_resume();

    void cancel_wait() noexcept override;
    void completed(task_base& task) noexcept override;

private:
    void note(task_base& task) noexcept;

    std::vector<std::shared_ptr<task_base>> children_;
    std::size_t pending_ = 0;
    std::exception_ptr first_error_;
};

/// The value can be given to gather's caller and stay with the handle.
template <class T>
concept copyable_result = std::is_void_v<T> || std::is_reference_v<T> || std::copy_constructible<T>;

/// One argument of gather, or that of wait_for.
template <class T>
class gathered {
public:
    using value_type = T;
    // Misuse throws here, before any of the others has started.
    explicit gathered(task<T>&& source) : source_(std::move(source)) {
        std::get<0>(source_).check_unused();
    }
    explicit gathered(task_handle<T>&& source) : source_(std::move(source)) {
        static_cast<void>(std::get<1>(source_).state());
    }
    // Shares the state only, so that the caller may do with the handle what it likes.
    explicit gathered(const task_handle<T>& source)
        requires copyable_result<T>
        : source_(source.state()) {}

    std::shared_ptr<task_base> start() {
        if (auto* coroutine = std::get_if<0>(&source_)) {
            task_handle<T> handle = get_running_loop().create_task(std::move(*coroutine));
            source_.template emplace<1>(std::move(handle));
        }
        return state();
    }

    // A reference cannot be an element of a vector, nor void of a tuple.
    using element = std::conditional_t<
        std::is_void_v<T>, std::monostate,
        std::conditional_t<std::is_reference_v<T>,
                           std::reference_wrapper<std::remove_reference_t<T>>, T>>;
    element take() {
        if constexpr (std::is_void_v<T>)
            return {};
        else if constexpr (std::is_reference_v<T>)
            return state()->get();
        else if constexpr (!copyable_result<T>)
            return state()->take();
        else if (std::holds_alternative<task_handle<T>>(source_))
            return state()->take();
        else
            return state()->get();
    }

private:
    std::shared_ptr<task_state<T>> state() const {
        if (const auto* handle = std::get_if<1>(&source_))
            return handle->state();
        return std::get<2>(source_);
    }

    std::variant<task<T>, task_handle<T>, std::shared_ptr<task_state<T>>> source_;
};
template <class T>
gathered(task<T>&&) -> gathered<T>;
template <class T>
gathered(task_handle<T>&&) -> gathered<T>;
template <class T>
    requires copyable_result<T>
gathered(const task_handle<T>&) -> gathered<T>;

template <class T>
concept gatherable = requires(T&& source) { gathered(std::forward<T>(source)); };

/// The elements of an lvalue range stay with the caller; those of an rvalue are moved from.
template <class Range>
using gathered_source =
    std::conditional_t<std::is_lvalue_reference_v<Range>, std::ranges::range_value_t<Range>&,
                       std::ranges::range_value_t<Range>&&>;
template <class Range>
concept gatherable_range = gatherable<gathered_source<Range>>;
template <class Range>
using gathered_element = decltype(gathered(std::declval<gathered_source<Range>>()));

template <class... Ts>
using gathered_tuple = std::conditional_t<(std::is_void_v<Ts> && ...), void,
                                          std::tuple<typename gathered<Ts>::element...>>;

template <class... Ts>
task<gathered_tuple<Ts...>> gather_tuple(std::tuple<gathered<Ts>...> sources) {
    std::vector<std::shared_ptr<task_base>> children;
    children.reserve(sizeof...(Ts));
    std::apply([&](auto&... source) { (children.push_back(source.start()), ...); }, sources);
    gathering wait(std::move(children));
    co_await wait;
    if constexpr (!(std::is_void_v<Ts> && ...)) {
        co_return std::apply(
            [](auto&... source) {
                return std::tuple<typename gathered<Ts>::element...>(source.take()...);
            },
            sources);
    }
}

template <class T>
task<std::conditional_t<std::is_void_v<T>, void, std::vector<typename gathered<T>::element>>>
gather_vector(std::vector<gathered<T>> sources) {
    std::vector<std::shared_ptr<task_base>> children;
    children.reserve(sources.size());
    for (auto& source : sources)
        children.push_back(source.start());
    gathering wait(std::move(children));
    co_await wait;
    if constexpr (!std::is_void_v<T>) {
        std::vector<typename gathered<T>::element> results;
        results.reserve(sources.size());
        for (auto& source : sources)
            results.push_back(source.take());
        co_return results;
    }
}

} // namespace aio::detail
