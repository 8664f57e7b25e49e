// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The error is looked at. Prints `not saved: Invalid argument`.
#include <aio/aio.hpp>

#include <cstdio>
#include <system_error>

static aio::task<std::error_code> save(int value) {
    if (value < 0)
        co_return std::make_error_code(std::errc::invalid_argument);
    co_return std::error_code();
}

aio::task<> async_main() {
    if (std::error_code error = co_await save(-1))
        std::printf("not saved: %s\n", error.message().c_str());
    else
        std::printf("saved\n");
}

int main() {
    aio::run(async_main());
}
