// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two tasks look at a flag until another task has set it. The one that looks seldom learns of it
// late; the one that looks often wakes the process up in vain.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <sys/resource.h>

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// How often this process has gone to sleep, and was woken up again.
long wake_ups() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_nvcsw;
}

struct signal {
    bool is_set = false;
    steady_clock::time_point when;

    aio::task<> set_after(steady_clock::duration delay) {
        co_await aio::sleep(delay);
        when = steady_clock::now();
        is_set = true;
    }
    aio::task<> wait_looking_seldom() {
        while (!is_set)
            co_await aio::sleep(300ms); // the bug
    }
    aio::task<> wait_looking_often() {
        while (!is_set)
            co_await aio::sleep(1ms); // the bug
    }
};

void report(const char* how, const signal& signal, long before) {
    const bool is_late = steady_clock::now() - signal.when > 100ms;
    std::printf("%s: late: %s, many wake-ups: %s\n", how, is_late ? "yes" : "no",
                wake_ups() - before > 20 ? "yes" : "no");
}

aio::task<> async_main() {
    signal soon;
    auto setting = aio::create_task(soon.set_after(20ms));
    long before = wake_ups();
    co_await soon.wait_looking_seldom();
    report("every 300 ms", soon, before);
    co_await setting;

    signal later;
    setting = aio::create_task(later.set_after(300ms));
    before = wake_ups();
    co_await later.wait_looking_often();
    report("every millisecond", later, before);
    co_await setting;
}

int main() {
    aio::run(async_main());
}
