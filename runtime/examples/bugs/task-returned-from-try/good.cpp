// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaited within the `try`. Prints `loaded 0`.
#include <aio/aio.hpp>

#include <cstdio>
#include <stdexcept>

static aio::task<int> fetch(int id) {
    if (id < 0)
        throw std::runtime_error("no such id");
    co_return id * 10;
}

static aio::task<int> load(int id) {
    try {
        co_return co_await fetch(id);
    } catch (const std::runtime_error&) {
    }
    co_return co_await fetch(0);
}

aio::task<> async_main() {
    try {
        std::printf("loaded %d\n", co_await load(-1));
    } catch (const std::runtime_error& error) {
        std::printf("nobody handled: %s\n", error.what());
    }
}

int main() {
    aio::run(async_main());
}
