// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The session is destroyed by its last owner while its task sleeps. AddressSanitizer ends the
// program where the task wakes up.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

using namespace std::chrono_literals;

class session : public std::enable_shared_from_this<session> {
public:
    explicit session(std::string name) : name_(std::move(name)) {}

    // the bug: the task is no owner
    void start() { aio::create_task(run()).detach(); }

private:
    aio::task<> run() {
        co_await aio::sleep(1ms);
        std::printf("%s is idle\n", name_.c_str());
    }

    std::string name_;
};

aio::task<> async_main() {
    auto first = std::make_shared<session>("the first session of the day");
    first->start();
    first.reset(); // the visitor has hung up
    co_await aio::sleep(50ms);
}

int main() {
    aio::run(async_main());
}
