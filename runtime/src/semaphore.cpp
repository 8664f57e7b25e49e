// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/semaphore.hpp"

namespace aio {

/// A place in the line that is called when a permit is handed to it. If the task ends before it
/// can take the permit, cancelled or with its loop, the permit goes on to the next.
class semaphore::claim final : public detail::place {
public:
    explicit claim(semaphore& from) noexcept : place(from.line_), from_(from) {}
    ~claim() {
        if (called() && !taken_)
            from_.release();
    }
    guard await_resume() {
        resumed();
        taken_ = true;
        return guard(from_);
    }

private:
    semaphore& from_;
    bool taken_ = false;
};

task<semaphore::guard> semaphore::acquire() {
    if (auto permit = try_acquire())
        co_return std::move(*permit);
    claim turn(*this);
    co_return co_await turn;
}

std::optional<semaphore::guard> semaphore::try_acquire() noexcept {
    if (available_ == 0)
        return std::nullopt;
    --available_;
    return guard(*this);
}

void semaphore::release(std::size_t count) {
    // A permit goes from hand to hand, so that nobody can overtake the task that is woken.
    for (; count > 0 && !line_.empty(); --count)
        line_.call_next();
    available_ += count;
}

} // namespace aio
