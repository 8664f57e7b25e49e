// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each layer adds a default and passes the call on. Each is a coroutine, so each call allocates
// three frames, two of which only wait for the next one.
#include <aio/aio.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

static int allocations = 0;

// All weak: a sanitizer brings its own.
[[gnu::weak]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* place = std::malloc(size))
        return place;
    throw std::bad_alloc();
}
[[gnu::weak]] void operator delete(void* place) noexcept {
    std::free(place);
}
[[gnu::weak]] void operator delete(void* place, std::size_t) noexcept {
    std::free(place);
}

// Not inlined, as a function of another file is not.
[[gnu::noinline]] aio::task<int> load(int id, int retries, bool cached) {
    co_return id + retries + (cached ? 0 : 1);
}

[[gnu::noinline]] aio::task<int> load(int id, int retries) {
    co_return co_await load(id, retries, true); // the bug
}

[[gnu::noinline]] aio::task<int> load(int id) {
    co_return co_await load(id, 3); // the bug, once more
}

aio::task<> async_main() {
    const int before = allocations;
    const int value = co_await load(4);
    std::printf("value: %d, frames: %d\n", value, allocations - before);
}

int main() {
    aio::run(async_main());
}
