// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace aio {

/// A sequence whose elements a coroutine makes one by one, each when it is asked for.
///
///     aio::generator<int> numbers(int count) {
///         for (int i = 0; i < count; ++i)
///             co_yield i;
///     }
///     for (int n : numbers(3)) ...
///
/// Synchronous: it cannot `co_await`, and needs no loop. An input range, and a view: it may be
/// given to `std::views`. It can be iterated once; a second `begin()` throws `std::logic_error`.
///
/// An element is a `const T&`, or just `T` if that is a reference: `generator<T&>` lets elements be
/// changed, `generator<T&&>` lets them be moved away.
///
/// Lifetimes: the generator owns its frame, and dropping it destroys the frame wherever it is. An
/// element lives until the next one is asked for. The frame borrows what the call borrowed:
/// reference parameters, `this`, and the closure object of a lambda.
///
/// Errors: what the coroutine throws comes out of `begin()` or `++`, and ends the sequence.
///
/// Threads: any, but one at a time.
///
/// Python: a generator function. C++23: `std::generator<const T&>`, without `elements_of`.
template <class T>
class [[nodiscard("a generator runs only when it is iterated")]] generator
    : public std::ranges::view_interface<generator<T>> {
public:
    using value_type = std::remove_cvref_t<T>;
    using reference = std::conditional_t<std::is_reference_v<T>, T, const T&>;

    class promise_type {
    public:
        generator get_return_object() noexcept { return generator(handle::from_promise(*this)); }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        std::suspend_always yield_value(reference element) noexcept {
            element_ = std::addressof(element);
            return {};
        }
        void return_void() const noexcept {}
        void unhandled_exception() noexcept { error_ = std::current_exception(); }
        void await_transform() = delete;

    private:
        friend generator;
        std::add_pointer_t<reference> element_ = nullptr;
        std::exception_ptr error_;
        bool started_ = false;
    };

    class iterator {
    public:
        using value_type = generator::value_type;
        using difference_type = std::ptrdiff_t;

        iterator(iterator&&) = default;
        iterator& operator=(iterator&&) = default;

        [[nodiscard]] reference operator*() const noexcept {
            return static_cast<reference>(*coroutine_.promise().element_);
        }
        iterator& operator++() {
            advance(coroutine_);
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& self, std::default_sentinel_t) noexcept {
            return self.coroutine_.done();
        }

    private:
        friend generator;
        explicit iterator(std::coroutine_handle<promise_type> coroutine) noexcept
            : coroutine_(coroutine) {}
        std::coroutine_handle<promise_type> coroutine_;
    };

    generator(generator&& other) noexcept : coroutine_(std::exchange(other.coroutine_, {})) {}
    generator& operator=(generator&& other) noexcept {
        if (this != &other) {
            destroy();
            coroutine_ = std::exchange(other.coroutine_, {});
        }
        return *this;
    }
    ~generator() { destroy(); }

    /// Runs the coroutine to its first element.
    iterator begin() {
        if (!coroutine_ || std::exchange(coroutine_.promise().started_, true))
            throw std::logic_error("aio: cannot iterate a generator again");
        advance(coroutine_);
        return iterator(coroutine_);
    }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

private:
    using handle = std::coroutine_handle<promise_type>;
    explicit generator(handle coroutine) noexcept : coroutine_(coroutine) {}

    static void advance(handle coroutine) {
        coroutine.resume();
        if (auto error = std::exchange(coroutine.promise().error_, nullptr))
            std::rethrow_exception(std::move(error));
    }
    void destroy() noexcept {
        if (coroutine_)
            std::exchange(coroutine_, {}).destroy();
    }

    handle coroutine_;
};

} // namespace aio
