// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The handler is gone when the body runs: load() has returned. Prints `nobody handled: no such id`.
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
        return fetch(id); // the bug: it throws when load() is over
    } catch (const std::runtime_error&) {
        return fetch(0);
    }
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
