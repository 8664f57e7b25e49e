// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include <stdexcept>

namespace aio {

/// Thrown by `wait_for` when the time is up. Unlike `cancelled_error`, it is an ordinary error.
///
/// asyncio: `TimeoutError`.
class timeout_error : public std::runtime_error {
public:
    timeout_error() : std::runtime_error("aio: the time is up") {}
};

} // namespace aio
