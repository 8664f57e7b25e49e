// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <source_location>
#include <string>

namespace aio::detail {

/// "fetch", "session::get", "lambda in main": the function's name as its author says it.
[[nodiscard]] std::string coroutine_name(const std::source_location& where);

/// In debug mode, says on stderr that a coroutine's frame was destroyed before it ever ran.
void report_never_awaited(const std::source_location& where) noexcept;

/// In debug mode, says on stderr that a task outlives the group that should have waited for it.
void report_never_joined(const std::string& task_name) noexcept;

} // namespace aio::detail
