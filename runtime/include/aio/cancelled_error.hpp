// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

namespace aio {

/// Thrown inside a task at its current suspension point after `task_handle::cancel()`.
///
/// It is deliberately not a `std::exception`: a handler for ordinary errors must not swallow a
/// cancellation by accident. Let it pass, or catch it, clean up and rethrow.
///
/// asyncio: `CancelledError`, which is a `BaseException` for the same reason.
class cancelled_error {
public:
    [[nodiscard]] const char* what() const noexcept { return "task was cancelled"; }
};

} // namespace aio
