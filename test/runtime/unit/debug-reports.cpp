// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// --implicit-check-not=aio: RUN: env AIO_DEBUG=0 %aio-unit/debug-reports 2>&1 | FileCheck %s
// --check-prefixes=CHECK,QUIET --implicit-check-not=aio: RUN: env AIO_DEBUG=1
// %aio-unit/debug-reports 2>&1 | FileCheck %s --check-prefixes=CHECK,DEBUG
// --implicit-check-not=aio: RUN: env AIO_DEBUG=1 %aio-unit-gcc/debug-reports 2>&1 | FileCheck %s
// --check-prefixes=CHECK,DEBUG --implicit-check-not=aio: RUN: env AIO_DEBUG=1
// %aio-unit-asan/debug-reports 2>&1 | FileCheck %s --check-prefixes=CHECK,DEBUG
// --implicit-check-not=aio: RUN: env AIO_DEBUG=1 %aio-unit-tsan/debug-reports 2>&1 | FileCheck %s
// --check-prefixes=CHECK,DEBUG --implicit-check-not=aio:
//
// What the runtime says on stderr by itself, and what it adds in debug mode.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

namespace shop {
template <class T>
struct basket {
    aio::task<std::vector<T>*> items(int) const& { co_return nullptr; }
};
} // namespace shop

aio::task<int> g() {
    co_return 1;
}
aio::task<> fails() {
    throw std::runtime_error("disk full");
    co_return;
}
aio::task<> fails_oddly() {
    throw 42;
    co_return;
}
aio::task<> blocks() {
    std::this_thread::sleep_for(150ms);
    co_return;
}
aio::task<> sleeps() {
    co_await aio::sleep(1h);
}
aio::task<> dawdles() {
    std::this_thread::sleep_for(30ms);
    co_return;
}

aio::task<> reports() {
    // DEBUG: aio: coroutine 'g' was never awaited ({{.*}}debug-reports.cpp:[[#]])
    {
        auto dropped = g();
    }
    // DEBUG-NEXT: aio: coroutine 'shop::basket<{{T|int}}>::items' was never awaited
    {
        auto dropped = shop::basket<int>().items(1);
    }
    // DEBUG-NEXT: aio: coroutine 'lambda in reports' was never awaited
    {
        auto lambda = [](int) -> aio::task<> { co_return; };
        auto dropped = lambda(1);
    }

    // DEBUG-NEXT: aio: coroutine 'aio::mutex::lock' was never awaited
    aio::mutex mutex;
    {
        auto forgotten = mutex.lock();
    }

    // DEBUG-NEXT: aio: task group was destroyed before it was joined: <task 'g'>
    // DEBUG-NEXT: aio: task group was destroyed before it was joined: <task 'sleeps'>
    {
        aio::task_group group;
        group.create_task(g());
        group.create_task(sleeps());
    }
    co_await aio::sleep(0ms);

    // CHECK: aio: task exception was never retrieved: <task 'fails'>: disk full
    aio::create_task(fails()).detach();
    co_await aio::sleep(0ms);
    // CHECK-NEXT: aio: task exception was never retrieved: <task 'fails_oddly'>: an exception that
    aio::create_task(fails_oddly()).detach();
    co_await aio::sleep(0ms);
    // CHECK-NEXT: aio: exception in callback: oops
    aio::get_running_loop().call_soon([] { throw std::runtime_error("oops"); });
    co_await aio::sleep(0ms);
    // CHECK-NEXT: aio: the exception handler threw
    aio::get_running_loop().set_exception_handler([](const auto&) { throw 1; });
    aio::create_task(fails()).detach();
    co_await aio::sleep(0ms);
    aio::get_running_loop().set_exception_handler({});

    // DEBUG-NEXT: aio: executing <task 'blocks'> took 0.{{[1-9][0-9][0-9]}} seconds
    co_await aio::create_task(blocks());
    // DEBUG-NEXT: aio: executing <callback> took 0.{{[1-9][0-9][0-9]}} seconds
    aio::get_running_loop().call_soon([] { std::this_thread::sleep_for(150ms); });
    co_await aio::sleep(0ms);
}

aio::task<> set_debug() {
    auto& loop = aio::get_running_loop();
    loop.set_debug(false);
    {
        auto dropped = g();
    }
    loop.set_debug(true);
    CHECK(loop.debug());
    // CHECK: aio: coroutine 'g' was never awaited
    {
        auto dropped = g();
    }
    // CHECK-NEXT: aio: executing <task 'dawdles'> took 0.0{{[0-9]+}} seconds
    loop.set_slow_callback_duration(20ms);
    co_await aio::create_task(dawdles());
    loop.set_slow_callback_duration(100ms);

    bool refused = false;
    co_await aio::to_thread([&] {
        try {
            loop.call_soon([] {});
        } catch (const std::logic_error&) {
            refused = true;
        }
    });
    CHECK(refused);
}

int main() {
    aio::run(reports());
    aio::run(set_debug());

    // QUIET-NOT: pending
    // DEBUG: aio: task was destroyed but it is pending: <task 'g'>
    // DEBUG-NEXT: aio: task was destroyed but it is pending: <task 'sleeps'>
    aio::event_loop loop;
    auto sleeping = loop.create_task(sleeps());
    loop.run_until_complete(g());
    auto unstarted = loop.create_task(g());
}
