// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tasks wait for an event: they learn of it at once, and until then nobody wakes up.
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
    aio::event event;
    steady_clock::time_point when;

    aio::task<> set_after(steady_clock::duration delay) {
        co_await aio::sleep(delay);
        when = steady_clock::now();
        event.set();
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
    co_await soon.event.wait();
    report("after 20 ms", soon, before);
    co_await setting;

    signal later;
    setting = aio::create_task(later.set_after(300ms));
    before = wake_ups();
    co_await later.event.wait();
    report("after 300 ms", later, before);
    co_await setting;
}

int main() {
    aio::run(async_main());
}
