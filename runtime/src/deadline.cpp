// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/detail/deadline.hpp"

#include "aio/timeout_error.hpp"

#include <exception>

namespace aio::detail {

void deadline::start(task_base& caller) {
    timer_ = caller.loop()->call_later(timeout_, [this] { expired_ = target_->cancel(); });
}

void deadline::await_resume() {
    const auto keep = finish_wait();
    if (expired_ && target_->cancelled())
        throw timeout_error();
    target_->retrieved();
    if (const auto& error = target_->error())
        std::rethrow_exception(error);
}

void deadline::cancel_wait() noexcept {
    // From here on it is the waiting task that ends, in time or not.
    timer_.cancel();
    expired_ = false;
    completion_wait::cancel_wait();
}

} // namespace aio::detail
