// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/detail/waiting_line.hpp"

namespace aio::detail {

void waiting_line::call_next() {
    place& first = *places_.front();
    first.leave();
    first.now_ = place::phase::called;
    first.wake();
}

void place::cancel_wait() noexcept {
    cancelled_ = true;
    leave();
    wake();
}

void place::leave() noexcept {
    if (now_ == phase::waiting)
        line_.places_.erase(position_);
    now_ = phase::outside;
}

} // namespace aio::detail
