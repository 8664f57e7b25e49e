// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ordinary code runs in a coroutine as it runs anywhere: correctly, and one thing after another.
// Nothing in it awaits, so nobody else gets a turn until it is through.
#include <aio/aio.hpp>

#include <cstdio>
#include <string_view>

int count_words(std::string_view text) {
    int words = 0;
    bool inside = false;
    for (const char c : text) {
        if (!inside && c != ' ')
            ++words;
        inside = c != ' ';
    }
    return words;
}

aio::task<> neighbour() {
    std::puts("the neighbour gets its turn");
    co_return;
}

aio::task<> async_main() {
    auto waiting = aio::create_task(neighbour());
    std::puts("hello world");
    for (const char* page : {"one", "one two", "one two three"})
        std::printf("a page of %d words\n", count_words(page));
    co_await waiting;
}

int main() {
    aio::run(async_main());
}
