// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Saving fails, and the await drops the only sign of it. Prints `saved`.
#include <aio/aio.hpp>

#include <cstdio>
#include <system_error>

static aio::task<std::error_code> save(int value) {
    if (value < 0)
        co_return std::make_error_code(std::errc::invalid_argument);
    co_return std::error_code();
}

aio::task<> async_main() {
    co_await save(-1); // the bug: did it work?
    std::printf("saved\n");
}

int main() {
    aio::run(async_main());
}
