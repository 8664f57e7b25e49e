// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calling a coroutine function runs nothing. The call returns a coroutine, and that is the package
// of code. The life of a function ends with its call; here it has not even begun.
#include <aio/aio.hpp>

#include <cstdio>
#include <utility>

aio::task<int> g() {
    std::puts("g runs");
    co_return 123;
}

aio::task<> async_main() {
    auto coroutine = g();
    std::puts("g was called");
    const int value = co_await std::move(coroutine);
    std::printf("g gave %d\n", value);
}

int main() {
    aio::run(async_main());
}
