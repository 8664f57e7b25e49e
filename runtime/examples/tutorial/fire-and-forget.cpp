// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Registering a coroutine runs it. A task that is let go is run and then not cared for:
// not when it ends, not what it returns, not why it fails.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <stdexcept>

using namespace std::chrono_literals;

aio::task<int> hello() {
    std::puts("hello world");
    co_return 123; // nobody sees it
}

aio::task<> failing() {
    co_await aio::sleep(1ms);
    throw std::runtime_error("nobody asked me");
}

aio::task<> slow() {
    std::puts("slow begins");
    co_await aio::sleep(1h);
    std::puts("slow ends"); // nobody waits for it
}

void last_resort(const aio::exception_context& context) {
    std::printf("%s: %s\n", context.task_name.c_str(), context.message.c_str());
}

aio::task<> async_main() {
    aio::get_running_loop().set_exception_handler(last_resort);

    aio::create_task(hello()).detach();
    aio::create_task(failing()).detach();
    aio::create_task(slow()).detach();
    std::puts("registered; none of them has run");

    co_await aio::sleep(20ms);
    std::puts("main ends, and the loop with it");
}

int main() {
    aio::run(async_main());
}
