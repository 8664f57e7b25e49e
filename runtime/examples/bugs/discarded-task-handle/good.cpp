// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three documents are saved on the side; their handles are kept, and awaited when the other work is
// done. One fails, and the program says so; one is slow, and the program waits.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;

aio::task<> save(std::string name, std::chrono::milliseconds time) {
    co_await aio::sleep(time);
    if (name == "budget")
        throw std::runtime_error("disk full");
    std::printf("%s is saved\n", name.c_str());
}

aio::task<> async_main() {
    auto letter = aio::create_task(save("letter", 1ms));
    auto budget = aio::create_task(save("budget", 2ms));
    auto thesis = aio::create_task(save("thesis", 40ms));

    co_await aio::sleep(20ms); // other work
    for (const auto* document : {&letter, &budget, &thesis}) {
        try {
            co_await *document;
        } catch (const std::runtime_error& error) {
            std::printf("not saved: %s\n", error.what());
        }
    }
    std::puts("goodbye: everything is saved, or said not to be");
}

int main() {
    aio::run(async_main());
}
