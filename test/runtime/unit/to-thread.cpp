// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// to_thread: values, exceptions, arguments, many at once, and a loop that goes on meanwhile.

#include "check.hpp"

#include <aio/aio.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

int add(int a, int b) {
    return a + b;
}
int global = 0;

aio::task<int> ticks(const std::atomic<bool>& done) {
    int count = 0;
    for (; !done; ++count)
        co_await aio::sleep(1ms);
    co_return count;
}

aio::task<> async_main() {
    CHECK(co_await aio::to_thread(add, 40, 2) == 42);
    int& place = co_await aio::to_thread([]() -> int& { return global; });
    CHECK(&place == &global);
    // Named, since GCC 12 destroys the captures of an unnamed one twice.
    auto move_only = [owned = std::make_unique<std::string>("moved in")] { return *owned; };
    const auto text = co_await aio::to_thread(std::move(move_only));
    CHECK(text == "moved in");
    const auto loop_thread = std::this_thread::get_id();
    CHECK(co_await aio::to_thread([] { return std::this_thread::get_id(); }) != loop_thread);
    CHECK(std::this_thread::get_id() == loop_thread);

    std::string why;
    try {
        co_await aio::to_thread([] { throw std::runtime_error("on a thread"); });
    } catch (const std::runtime_error& error) {
        why = error.what();
    }
    CHECK(why == "on a thread");

    std::atomic<bool> done = false;
    auto ticking = aio::create_task(ticks(done));
    co_await aio::to_thread([] { std::this_thread::sleep_for(50ms); });
    done = true;
    CHECK(co_await ticking >= 5);

    std::mutex mutex;
    std::set<std::thread::id> threads;
    std::vector<aio::task<int>> many;
    for (int i = 0; i < 200; ++i) {
        many.push_back(aio::to_thread([&, i] {
            const std::lock_guard lock(mutex);
            threads.insert(std::this_thread::get_id());
            return i;
        }));
    }
    const auto results = co_await aio::gather(std::move(many));
    for (int i = 0; i < 200; ++i)
        CHECK(results[i] == i);
    CHECK(!threads.contains(loop_thread));
}

// More functions than threads: those that have not begun never do, at once.
aio::task<> cancelled_in_the_queue() {
    std::atomic<bool> open = false;
    std::atomic<int> begun = 0;
    std::vector<aio::task_handle<>> tasks;
    for (int i = 0; i < 100; ++i) {
        tasks.push_back(aio::create_task(aio::to_thread([&] {
            ++begun;
            while (!open)
                std::this_thread::sleep_for(1ms);
        })));
    }
    co_await aio::sleep(20ms);
    const bool cancelled = tasks[99].cancel();
    co_await aio::sleep(0ms);
    co_await aio::sleep(0ms);
    CHECK(cancelled && tasks[99].done() && tasks[99].cancelled());
    for (const auto& task : tasks)
        task.cancel();
    open = true;
    int ended = 0;
    for (const auto& task : tasks) {
        try {
            co_await task;
        } catch (const aio::cancelled_error&) {
            ++ended;
        }
    }
    CHECK(ended == 100 && begun < 100);
}

aio::task<> blocks(std::atomic<int>& phase) {
    co_await aio::to_thread([&phase] {
        phase = 1;
        std::this_thread::sleep_for(20ms);
        phase = 2;
    });
}

aio::task<> wait_for_phase(const std::atomic<int>& phase) {
    while (phase == 0)
        co_await aio::sleep(1ms);
}

int main() {
    aio::run(async_main());
    aio::run(cancelled_in_the_queue());

    // A loop that is destroyed waits for the function: it refers to what would be gone.
    std::atomic<int> phase = 0;
    std::optional<aio::event_loop> loop(std::in_place);
    auto pending = loop->create_task(blocks(phase));
    loop->run_until_complete(wait_for_phase(phase));
    loop.reset();
    CHECK(phase == 2 && pending.cancelled());
}
