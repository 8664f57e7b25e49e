// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// create_task and ensure_future own a callable they are given: its captures live until the task has
// ended, and no longer.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

struct function_object {
    std::string text;
    aio::task<std::string> operator()() const {
        co_await aio::sleep(1ms);
        co_return text;
    }
};

aio::task<int> plain() {
    co_return 1;
}

aio::task<> async_main() {
    std::vector<aio::task_handle<int>> tasks;
    for (int i = 0; i < 3; ++i) {
        tasks.push_back(aio::create_task([i]() -> aio::task<int> {
            co_await aio::sleep(1ms);
            co_return i;
        }));
    }
    for (int i = 0; i < 3; ++i)
        CHECK(co_await tasks[i] == i);

    auto resource = std::make_unique<int>(5);
    const std::weak_ptr<int> watch = [&] {
        auto shared = std::make_shared<int>(6);
        aio::create_task([shared]() -> aio::task<> { co_await aio::sleep(1ms); }).detach();
        return shared;
    }();
    auto sum = aio::ensure_future([resource = std::move(resource)]() -> aio::task<int> {
        co_await aio::sleep(2ms);
        co_return *resource;
    });
    CHECK(!watch.expired());
    CHECK(co_await sum == 5);
    CHECK(watch.expired());

    const function_object object{"a string that is too long to live inside of the object"};
    CHECK(co_await aio::create_task(object) == object.text);
    CHECK(co_await aio::get_running_loop().create_task(plain) == 1);

    // The task has the name of the coroutine, not of the runtime's wrapper.
    auto named = aio::create_task(object);
    co_await aio::sleep(0ms);
    CHECK(named.name() == "function_object::operator()");
    co_await named;
}

int main() {
    aio::run(async_main());
}
