// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dropping: a handle leaves its task running and its error to the loop; a loop takes its tasks
// along; destructors in their frames may do what they like.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::vector<std::string> reports;
void note(const aio::exception_context& context) {
    try {
        std::rethrow_exception(context.exception);
    } catch (const std::exception& error) {
        reports.push_back(context.message + ": " + context.task_name + ": " + error.what());
    }
}

int ended = 0;
aio::task<> works() {
    co_await aio::sleep(1ms);
    ++ended;
}
aio::task<> fails(std::string why) {
    co_await aio::sleep(1ms);
    throw std::runtime_error(why);
}

aio::task<> handles() {
    aio::get_running_loop().set_exception_handler(note);
    aio::create_task(works()).detach();
    {
        auto dropped = aio::create_task(works());
    }
    aio::create_task(fails("dropped before the end")).detach();
    std::optional dropped_after = aio::create_task(fails("dropped after the end"));
    auto asked = aio::create_task(fails("asked for"));
    std::optional cancelled = aio::create_task(works());
    cancelled->cancel();
    co_await aio::sleep(10ms);
    CHECK(ended == 2 && reports.size() == 1);
    dropped_after.reset();
    cancelled.reset();
    CHECK(asked.exception());
    asked.detach();

    // Assigning over a handle drops what it held.
    auto replaced = aio::create_task(fails("assigned over"));
    co_await aio::sleep(5ms);
    replaced = aio::create_task(works());
    co_await replaced;
    const std::string prefix = "task exception was never retrieved: fails: ";
    CHECK((reports == std::vector<std::string>{prefix + "dropped before the end",
                                               prefix + "dropped after the end",
                                               prefix + "assigned over"}));
}

struct busy_destructor {
    aio::event_loop& loop;
    const aio::task_handle<>* other;
    int& destroyed;
    ~busy_destructor() {
        ++destroyed;
        loop.call_soon([] { CHECK(!"the loop is gone"); });
        loop.call_later(0ms, [] { CHECK(!"the loop is gone"); });
        other->cancel();
    }
};
aio::task<> sleeps(aio::event_loop& loop, const aio::task_handle<>* other, int& destroyed) {
    busy_destructor busy{loop, other, destroyed};
    co_await aio::sleep(1h);
}
aio::task<> awaits(const aio::task_handle<>* other) {
    co_await *other;
}
aio::task<> gathers() {
    co_await aio::gather(aio::sleep(1h), aio::sleep(2h), works());
}

void loops() {
    int destroyed = 0;
    std::optional<aio::event_loop> loop(std::in_place);
    auto unstarted = loop->create_task(works());
    loop->run_until_complete(works());
    auto first = loop->create_task(sleeps(*loop, &unstarted, destroyed));
    auto second = loop->create_task(sleeps(*loop, &first, destroyed));
    auto third = loop->create_task(sleeps(*loop, &second, destroyed));
    auto waiting = loop->create_task(awaits(&first));
    auto gathering = loop->create_task(gathers());
    loop->run_until_complete(works());
    auto fresh = loop->create_task(works());
    loop.reset();
    CHECK(destroyed == 3 && first.cancelled() && third.cancelled() && waiting.cancelled());
    CHECK(gathering.cancelled() && fresh.cancelled());
}

int main() {
    aio::run(handles());
    loops();
}
