// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The task is an owner of its session.
#include <aio/aio.hpp>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

using namespace std::chrono_literals;

class session : public std::enable_shared_from_this<session> {
public:
    explicit session(std::string name) : name_(std::move(name)) {}

    void start() { aio::create_task(run(shared_from_this())).detach(); }

private:
    aio::task<> run([[maybe_unused]] std::shared_ptr<session> self) {
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
