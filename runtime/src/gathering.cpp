// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/detail/gathering.hpp"

#include "aio/cancelled_error.hpp"

namespace aio::detail {

gathering::gathering(std::vector<std::shared_ptr<task_base>> children)
    : children_(std::move(children)) {
    for (const auto& child : children_) {
        if (child->done()) {
            note(*child);
        } else {
            child->observe(*this);
            ++pending_;
        }
    }
}

void gathering::await_resume() {
    if (task_)
        resumed();
    if (first_error_)
        std::rethrow_exception(first_error_);
}

void gathering::cancel_wait() noexcept {
    cancelled_ = true;
    for (const auto& child : children_)
        child->cancel();
}

void gathering::completed(task_base& task) noexcept {
    note(task);
    if (--pending_ == 0)
        wake();
}

void gathering::note(task_base& task) noexcept {
    task.retrieved();
    if (!first_error_)
        first_error_ = task.error();
}

} // namespace aio::detail
