// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/event_loop.hpp"

#include <utility>

namespace aio {

namespace detail {
/// Throws `std::runtime_error` if a loop runs on this thread.
void refuse_nested_run();
} // namespace detail

/// Opens a loop, runs `main` to its end, cancels what is left, closes the loop. Returns the value
/// of `main`, or rethrows its exception.
///
///     int main() { return aio::run(async_main()); }
///
/// Throws `std::runtime_error` if a loop runs on this thread: inside a coroutine, await instead.
///
/// asyncio: `run`.
template <class T>
T run(task<T> main) {
    detail::refuse_nested_run();
    event_loop loop;
    struct closing {
        event_loop& loop;
        ~closing() { loop.cancel_all_tasks(); }
    } close{loop};
    return loop.run_until_complete(std::move(main));
}

} // namespace aio
