// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thousand connections wait for their first byte, each with a buffer of 64 KiB in its frame.
// Prints what one of them holds meanwhile: `a waiting connection holds 64 KiB`.
#include <aio/aio.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <malloc.h>
#include <vector>

using namespace std::chrono_literals;

static std::size_t heap() { // in bytes, as malloc counts them
    return mallinfo2().uordblks;
}

static std::size_t received = 0;

static std::size_t receive(char* into, std::size_t size) {
    static std::FILE* source = std::fopen("/dev/zero", "r");
    return std::fread(into, size, 1, source);
}

static aio::task<> serve() {
    // the bug: it is in the frame, also while there is nothing to receive
    char buffer[65536];
    co_await aio::sleep(50ms);
    received += receive(buffer, sizeof buffer);
}

aio::task<> async_main() {
    constexpr std::size_t connections = 1000;
    std::vector<aio::task_handle<>> serving;
    serving.reserve(connections);
    std::size_t before = heap();
    for (std::size_t i = 0; i < connections; ++i)
        serving.push_back(aio::create_task(serve()));
    co_await aio::sleep(1ms); // now all of them wait
    std::printf("a waiting connection holds %zu KiB\n", (heap() - before) / connections / 1024);
    for (auto& one : serving)
        co_await one;
    std::printf("received: %zu\n", received);
}

int main() {
    aio::run(async_main());
}
