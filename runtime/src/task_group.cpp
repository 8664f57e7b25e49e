// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/task_group.hpp"

#include "aio/cancelled_error.hpp"
#include "aio/detail/reports.hpp"

#include <algorithm>
#include <exception>

namespace aio {

task_group::task_group() {
    idle_.set();
}

task_group::~task_group() {
    cancel();
    for (const auto& task : tasks_) {
        task->unobserve(*this);
        // A loop that goes away ends its tasks and tells nobody.
        if (!task->done())
            detail::report_never_joined(task->name());
        task->handle_dropped();
    }
    if (failed_)
        failed_->handle_dropped();
}

void task_group::add(std::shared_ptr<detail::task_base> task) {
    auto& added = *tasks_.emplace_back(std::move(task));
    added.observe(*this);
    added.handle_made();
    idle_.clear();
    if (cancelled_)
        added.cancel();
}

void task_group::cancel() noexcept {
    // Asked once, a task may take its time to clean up, and await while it does.
    if (std::exchange(cancelled_, true))
        return;
    for (const auto& task : tasks_)
        task->cancel();
}

void task_group::completed(detail::task_base& task) noexcept {
    tasks_.erase(std::ranges::find(tasks_, task.shared_from_this()));
    if (!failed_ && task.error() && !task.cancelled()) {
        failed_ = task.shared_from_this();
        cancel();
    } else {
        task.handle_dropped();
    }
    if (tasks_.empty())
        idle_.set();
}

task<> task_group::join() {
    bool cancelled = false;
    while (!tasks_.empty()) {
        try {
            co_await idle_.wait();
        } catch (const cancelled_error&) {
            cancelled = true;
            cancel();
        }
    }
    cancelled_ = false;
    if (const auto failed = std::exchange(failed_, nullptr)) {
        failed->retrieved();
        std::rethrow_exception(failed->error());
    }
    if (cancelled)
        throw cancelled_error();
}

} // namespace aio
