// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stack does not grow: not with the depth of awaits, not with their number, not when an
// exception or a cancellation unwinds them.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <stdexcept>

using namespace std::chrono_literals;

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int depth = 100'000; // frames cost more here, and the stack is the same
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
constexpr int depth = 100'000;
#else
constexpr int depth = 1'000'000;
#endif
#else
constexpr int depth = 1'000'000;
#endif

aio::task<int> chain(int n) {
    if (n == 0)
        co_return 0;
    co_return 1 + co_await chain(n - 1);
}
aio::task<int> throwing_chain(int n) {
    if (n == 0)
        throw std::runtime_error("from the bottom");
    co_return 1 + co_await throwing_chain(n - 1);
}
aio::task<> sleeping_chain(int n) {
    if (n == 0)
        co_await aio::sleep(1h);
    else
        co_await sleeping_chain(n - 1);
}
aio::task<int> ready() {
    co_return 1;
}
aio::task<int> registered_chain(int n) {
    if (n == 0)
        co_return 0;
    auto next = aio::create_task(registered_chain(n - 1));
    co_return 1 + co_await next;
}

aio::task<> async_main() {
    CHECK(co_await chain(depth) == depth);

    int sum = 0;
    for (int i = 0; i < depth; ++i)
        sum += co_await ready();
    CHECK(sum == depth);

    bool caught = false;
    try {
        co_await throwing_chain(depth / 10);
    } catch (const std::runtime_error&) {
        caught = true;
    }
    CHECK(caught);

    auto sleeping = aio::create_task(sleeping_chain(depth / 10));
    co_await aio::sleep(1ms);
    sleeping.cancel();
    bool cancelled = false;
    try {
        co_await sleeping;
    } catch (const aio::cancelled_error&) {
        cancelled = true;
    }
    CHECK(cancelled);

    CHECK(co_await registered_chain(depth / 10) == depth / 10);

    auto done = aio::create_task(ready());
    co_await done;
    for (int i = 0; i < depth; ++i)
        sum += co_await done;
    CHECK(sum == 2 * depth);
    for (int i = 0; i < depth / 10; ++i)
        co_await aio::sleep(0s);
}

int main() {
    aio::run(async_main());
}
