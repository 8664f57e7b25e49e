// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thousand connections wait for their first byte, each with a buffer of 64 KiB in its frame.
// Prints what one of them holds meanwhile: `a waiting connection holds 65 KiB` or a little more.
#include <aio/aio.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <vector>

using namespace std::chrono_literals;

static std::size_t allocated = 0; // bytes, so far

void* operator new(std::size_t size) {
    allocated += size;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

static std::size_t received = 0;

static std::size_t receive(char* into, std::size_t size) {
    into[0] = into[size - 1] = 'x';
    return 1;
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
    std::size_t before = allocated;
    for (std::size_t i = 0; i < connections; ++i)
        serving.push_back(aio::create_task(serve()));
    co_await aio::sleep(1ms); // now all of them wait
    std::printf("a waiting connection holds %zu KiB\n",
                (allocated - before) / connections / 1024);
    for (auto& one : serving)
        co_await one;
    std::printf("received: %zu\n", received);
}

int main() {
    aio::run(async_main());
}
