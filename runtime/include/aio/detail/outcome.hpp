// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <exception>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

namespace aio::detail {

/// What a coroutine ended with: nothing yet, a value, or an exception.
template <class T>
class outcome {
    static constexpr bool is_reference = std::is_reference_v<T>;
    // A reference is kept as a pointer, and void as an empty struct, so that one class serves all.
    struct nothing {};
    using stored =
        std::conditional_t<is_reference, std::add_pointer_t<T>,
                           std::conditional_t<std::is_void_v<T>, nothing, std::remove_cv_t<T>>>;

public:
    template <class U>
    void set_value(U&& value) {
        if constexpr (is_reference)
            result_.template emplace<1>(std::addressof(value));
        else
            result_.template emplace<1>(std::forward<U>(value));
    }
    void set_done() { result_.template emplace<1>(); }
    void set_exception(std::exception_ptr error) noexcept {
        result_.template emplace<2>(std::move(error));
    }

    /// Runs `f` and keeps what it returns or throws.
    template <class F>
    void capture(F&& f) noexcept {
        try {
            if constexpr (std::is_void_v<T>) {
                std::forward<F>(f)();
                set_done();
            } else {
                set_value(std::forward<F>(f)());
            }
        } catch (...) {
            set_exception(std::current_exception());
        }
    }

    [[nodiscard]] std::exception_ptr exception() const noexcept {
        const auto* error = std::get_if<2>(&result_);
        return error ? *error : nullptr;
    }

    /// The value, left in place. Rethrows.
    std::add_lvalue_reference_t<T> get() {
        rethrow();
        if constexpr (is_reference)
            return *std::get<1>(result_);
        else if constexpr (!std::is_void_v<T>)
            return std::get<1>(result_);
    }

    /// The value, moved out. Rethrows.
    T take() {
        rethrow();
        if constexpr (is_reference)
            return static_cast<T>(*std::get<1>(result_));
        else if constexpr (!std::is_void_v<T>)
            return std::get<1>(std::move(result_));
    }

private:
    void rethrow() const {
        if (const auto* error = std::get_if<2>(&result_))
            std::rethrow_exception(*error);
    }

    std::variant<std::monostate, stored, std::exception_ptr> result_;
};

} // namespace aio::detail
