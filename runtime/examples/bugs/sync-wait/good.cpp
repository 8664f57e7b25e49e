// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines wait without their thread. The bridge that is written by hand serves callers on other
// threads, as it was meant to.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <future>
#include <stdexcept>
#include <utility>

using namespace std::chrono_literals;

aio::task<int> measure() {
    co_await aio::sleep(1ms);
    co_return 20;
}

aio::task<> deliver(aio::task<int> task, std::promise<int> promise) {
    try {
        promise.set_value(co_await std::move(task));
    } catch (...) {
        promise.set_exception(std::current_exception());
    }
}

// Runs a task on the loop, and waits for its value.
int result_of(aio::event_loop& loop, aio::task<int> task) {
    std::promise<int> promise;
    auto result = promise.get_future();
    loop.call_soon_threadsafe(
        [&] { loop.create_task(deliver(std::move(task), std::move(promise))).detach(); });
    return result.get();
}

aio::task<> with_an_await() {
    std::printf("measured %d\n", co_await measure());
}

aio::task<> on_another_thread() {
    aio::event_loop& loop = aio::get_running_loop();
    const int value = co_await aio::to_thread([&] { return result_of(loop, measure()); });
    std::printf("measured %d\n", value);
}

aio::task<> async_main() {
    co_await with_an_await();
    co_await on_another_thread();
}

int main() {
    aio::run(async_main());
}
