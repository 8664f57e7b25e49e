// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/to_thread.hpp"

#include "aio/event_loop.hpp"
#include "loop_state.hpp"

#include <asio/post.hpp>

#include <condition_variable>
#include <mutex>

namespace aio::detail {

struct offload::job {
    enum class phase { queued, running, ended, dropped };

    // For the loop's thread.
    offload* waiter = nullptr;

    // For both.
    std::mutex mutex;
    std::condition_variable changed;
    phase now = phase::queued;

    // For whoever has moved the job out of `queued`.
    std::function<void()> work;
    event_loop* loop = nullptr;

    /// False if somebody else was first.
    bool claim(phase next) {
        const std::lock_guard lock(mutex);
        if (now != phase::queued)
            return false;
        now = next;
        return true;
    }

    static void run(const std::shared_ptr<job>& self) {
        if (!self->claim(phase::running))
            return;
        self->work();
        self->loop->call_soon_threadsafe([self] {
            if (self->waiter)
                self->waiter->wake();
        });
        // From here on the loop may go away.
        const std::lock_guard lock(self->mutex);
        self->now = phase::ended;
        self->changed.notify_all();
    }
};

offload::offload(std::function<void()> work) : job_(std::make_shared<job>()) {
    job_->work = std::move(work);
    job_->waiter = this;
}

offload::~offload() {
    job_->waiter = nullptr;
    if (job_->claim(job::phase::dropped))
        return;
    std::unique_lock lock(job_->mutex);
    job_->changed.wait(lock, [&] { return job_->now != job::phase::running; });
}

void offload::submit(task_base& task) {
    job_->loop = task.loop();
    asio::post(job_->loop->state_->pool(), [job = job_] { job::run(job); });
}

void offload::cancel_wait() noexcept {
    cancelled_ = true;
    if (job_->claim(job::phase::dropped))
        wake();
}

} // namespace aio::detail
