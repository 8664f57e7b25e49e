// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three documents are saved on the side. One fails and one is too slow: nobody learns of either.
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
    aio::create_task(save("letter", 1ms)); // the bug, three times: the handle is dropped
    aio::create_task(save("budget", 2ms));
    aio::create_task(save("thesis", 10min));

    co_await aio::sleep(20ms); // other work
    std::puts("goodbye: everything should be saved");
}

int main() {
    aio::run(async_main());
}
