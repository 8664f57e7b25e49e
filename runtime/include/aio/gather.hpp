// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/gathering.hpp"
#include "aio/task.hpp"
#include "aio/task_handle.hpp"

#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

/// Waits for several tasks at the same time. Lazy: awaited, it registers the tasks in order and
/// gives their values in the same order.
///
///     auto [page, size] = co_await aio::gather(fetch(url), measure(url));
///
/// Each argument is a `task` or a `task_handle`. A handle given as an lvalue stays with the caller,
/// and its value is copied; one that is moved in is used up. The result is a `std::tuple`, with
/// `std::monostate` in place of `void`; if all are `void`, the result is `void`.
///
/// Errors: the first exception in time is rethrown, after all have ended: the others are not
/// cancelled, and what they borrow from the awaiting frame stays alive. Further exceptions are
/// dropped. (asyncio rethrows at once and leaves the others running.) The call itself throws
/// `std::logic_error` for a task that was awaited or given away before, and for a handle that was
/// moved from: none of the others has started then.
///
/// Cancellation: cancels all of them, waits for them, then throws `cancelled_error`.
///
/// asyncio: `gather`.
template <detail::gatherable... Sources>
    requires(sizeof...(Sources) > 0)
auto gather(Sources&&... sources) {
    return detail::gather_tuple(
        std::make_tuple(detail::gathered(std::forward<Sources>(sources))...));
}

/// The same for a range of tasks, which has to be moved in, or of handles. The result is a vector
/// in the order of the range; `void` if the tasks give nothing.
///
///     std::vector<std::string> pages = co_await aio::gather(std::move(tasks));
template <std::ranges::input_range Range>
    requires(!detail::gatherable<Range> && detail::gatherable_range<Range>)
auto gather(Range&& sources) {
    using element = detail::gathered_element<Range>;
    std::vector<element> elements;
    for (auto&& source : sources) {
        if constexpr (std::is_lvalue_reference_v<Range>)
            elements.emplace_back(source);
        else
            elements.emplace_back(std::move(source));
    }
    return detail::gather_vector(std::move(elements));
}

} // namespace aio
