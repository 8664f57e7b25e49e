// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/event.hpp"

namespace aio {

void event::set() {
    set_ = true;
    while (!line_.empty())
        line_.call_next();
}

task<> event::wait() {
    if (set_)
        co_return;
    detail::place turn(line_);
    co_await turn;
}

} // namespace aio
