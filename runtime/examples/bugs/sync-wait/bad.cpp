// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two bridges inside of coroutines. The runtime's own notices that its loop runs already, and
// throws; the one that is written by hand, for callers on other threads, does not. There the
// thread that should run measure() waits for it: nothing more is printed, and the program has to
// be killed.
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

aio::task<> with_a_second_run() {
    std::printf("measured %d\n", aio::run(measure())); // the bug
    co_return;
}

aio::task<> with_a_helper() {
    std::printf("measured %d\n", result_of(aio::get_running_loop(), measure())); // the bug
    co_return;
}

aio::task<> async_main() {
    try {
        co_await with_a_second_run();
    } catch (const std::runtime_error& error) {
        std::printf("%s\n", error.what());
    }
    std::fflush(stdout);
    co_await with_a_helper();
}

int main() {
    aio::run(async_main());
}
