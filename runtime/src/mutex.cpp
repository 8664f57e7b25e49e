// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/mutex.hpp"

namespace aio {

// A coroutine of its own, so that debug mode says what was never awaited: a lock.
// NOLINTNEXTLINE(coro-redundant-coroutine): for its name
task<mutex::guard> mutex::lock() {
    co_return co_await turn_.acquire();
}

} // namespace aio
