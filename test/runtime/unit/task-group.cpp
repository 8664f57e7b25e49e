// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// task_group: all end before the join does; one failure ends the others; nothing is lost silently.

#include "check.hpp"

#include <aio/aio.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

static_assert(!std::is_move_constructible_v<aio::task_group>);
static_assert(std::is_base_of_v<aio::task_handle<int>, aio::task_group::handle<int>>);

std::vector<std::string> reports;
void note(const aio::exception_context& context) {
    try {
        std::rethrow_exception(context.exception);
    } catch (const std::exception& error) {
        reports.push_back(error.what());
    }
}

int ended = 0;
int unwound = 0;
struct guard {
    ~guard() { ++unwound; }
};
aio::task<int> number(int value) {
    co_await aio::sleep(0ms);
    ++ended;
    co_return value;
}
aio::task<> sleeper() {
    const guard on_exit;
    co_await aio::sleep(1h);
}
aio::task<> fails(std::string why) {
    co_await aio::sleep(0ms);
    throw std::runtime_error(why);
}
aio::task<> fails_when_cancelled(std::string why) {
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
        throw std::runtime_error(why);
    }
}
aio::task<> stubborn(aio::event& let_go) {
    try {
        co_await aio::sleep(1h);
    } catch (const aio::cancelled_error&) {
    }
    co_await let_go.wait();
}
aio::task<> spawns(aio::task_group& group, int depth) {
    co_await aio::sleep(0ms);
    if (depth > 0)
        group.create_task(spawns(group, depth - 1));
    ++ended;
}

template <class T>
aio::task<std::string> end_of(aio::task<T> waiting) {
    try {
        co_await std::move(waiting);
        co_return "value";
    } catch (const std::exception& error) {
        co_return error.what();
    } catch (const aio::cancelled_error&) {
        co_return "cancelled";
    }
}

aio::task<> joins() {
    aio::task_group group;
    co_await group.join(); // nothing to wait for
    auto a = group.create_task(number(1));
    group.create_task(
        [text = std::string("a capture that the group's task owns")]() -> aio::task<> {
            co_await aio::sleep(0ms);
            CHECK(text == "a capture that the group's task owns");
            ++ended;
        });
    CHECK(a.name() == "number" && ended == 0);
    co_await group.join();
    CHECK(ended == 2 && a.result() == 1);

    // Again, with tasks that add tasks while the join waits.
    ended = 0;
    group.create_task(spawns(group, 3));
    co_await group.join();
    CHECK(ended == 4);

    // A handle is a handle.
    auto b = group.create_task(number(2));
    aio::task_handle<int> c = group.create_task(number(3));
    const auto [two, three] = co_await aio::gather(b, std::move(c));
    CHECK(two == 2 && three == 3 && co_await b == 2);
    co_await group.join();

    // A task that is cancelled by itself leaves the others alone.
    auto cancelled = group.create_task(sleeper());
    auto other = group.create_task(number(4));
    cancelled.cancel();
    co_await group.join();
    CHECK(cancelled.cancelled() && other.result() == 4);
}

aio::task<> errors() {
    aio::get_running_loop().set_exception_handler(note);
    unwound = 0;
    {
        aio::task_group group;
        auto sleeping = group.create_task(sleeper());
        auto failing = group.create_task(fails("first"));
        group.create_task(fails_when_cancelled("later"));
        while (!failing.done())
            co_await aio::sleep(0ms);
        // Cancelled before the join, and so is who comes now.
        auto late = group.create_task(sleeper());
        CHECK(co_await end_of(group.join()) == "first");
        CHECK(sleeping.cancelled() && late.cancelled() && unwound == 1);
        // The first is the join's; the later one was nobody's.
        failing.detach();
        CHECK((reports == std::vector<std::string>{"later"}));

        // After the join the group is as new.
        auto fresh = group.create_task(number(5));
        co_await group.join();
        CHECK(fresh.result() == 5);

        // A later error that somebody has a handle for is not reported.
        group.create_task(fails("first"));
        auto kept = group.create_task(fails_when_cancelled("kept"));
        CHECK(co_await end_of(group.join()) == "first" && kept.exception());
    }
    CHECK(reports.size() == 1);
    aio::get_running_loop().set_exception_handler({});
}

aio::task<> joins_two_sleepers() {
    aio::task_group group;
    group.create_task(sleeper());
    group.create_task(sleeper());
    co_await group.join();
}
aio::task<> cancellation() {
    unwound = 0;
    auto joining = aio::create_task(end_of(joins_two_sleepers()));
    co_await aio::sleep(0ms);
    co_await aio::sleep(0ms);
    joining.cancel();
    CHECK(co_await joining == "cancelled" && unwound == 2);

    // It waits for who takes its time, and an error is an error.
    aio::event let_go;
    aio::task_group group;
    auto slow = group.create_task(stubborn(let_go));
    group.create_task(fails_when_cancelled("could not clean up"));
    joining = aio::create_task(end_of(group.join()));
    co_await aio::sleep(0ms);
    joining.cancel();
    co_await aio::sleep(1ms);
    CHECK(!joining.done());
    let_go.set();
    CHECK(co_await joining == "could not clean up" && slow.done() && !slow.cancelled());

    // On demand.
    auto sleeping = group.create_task(sleeper());
    co_await aio::sleep(0ms);
    group.cancel();
    auto late = group.create_task(sleeper());
    co_await group.join();
    CHECK(sleeping.cancelled() && late.cancelled());
    CHECK(co_await end_of(aio::wait_for(joins_two_sleepers(), 0ms)) == aio::timeout_error().what());
}

aio::task<> destroyed() {
    aio::get_running_loop().set_exception_handler(note);
    reports.clear();
    unwound = 0;
    std::optional<aio::task_group> group(std::in_place);
    auto sleeping = group->create_task(sleeper());
    group->create_task(fails_when_cancelled("after its group"));
    co_await aio::sleep(0ms);
    group.reset();
    CHECK(!sleeping.done());
    co_await aio::sleep(0ms);
    co_await aio::sleep(0ms);
    CHECK(sleeping.cancelled() && unwound == 1);
    CHECK((reports == std::vector<std::string>{"after its group"}));

    // A failure that no join has rethrown, unless its handle has given it to somebody.
    reports.clear();
    group.emplace();
    auto failing = group->create_task(fails("never joined"));
    CHECK(co_await end_of(aio::wait_for(failing, 1h)) == "never joined");
    group.emplace();
    CHECK(reports.empty());
    group->create_task(fails("never joined"));
    co_await aio::sleep(1ms);
    CHECK(reports.empty());
    group.reset();
    CHECK((reports == std::vector<std::string>{"never joined"}));
    aio::get_running_loop().set_exception_handler({});
}

aio::task<> scoped() {
    unwound = ended = 0;
    const int n = co_await aio::with_task_group([](aio::task_group& group) -> aio::task<int> {
        group.create_task(number(1));
        co_return 6;
    });
    CHECK(n == 6 && ended == 1);

    // The body fails; a task fails.
    CHECK(co_await end_of(aio::with_task_group([](aio::task_group& group) -> aio::task<> {
              group.create_task(sleeper());
              co_await aio::sleep(0ms);
              throw std::runtime_error("body");
          })) == "body");
    CHECK(co_await end_of(aio::with_task_group([](aio::task_group& group) -> aio::task<> {
              group.create_task(fails("task"));
              co_await sleeper();
          })) == "task");
    CHECK(unwound == 2);

    auto cancelled =
        aio::create_task(end_of(aio::with_task_group([](aio::task_group& group) -> aio::task<> {
            group.create_task(sleeper());
            co_return;
        })));
    co_await aio::sleep(1ms);
    cancelled.cancel();
    CHECK(co_await cancelled == "cancelled" && unwound == 3);
}

// A loop that goes away takes groups and their tasks along.
void loop_gone() {
    unwound = 0;
    std::optional<aio::task_group> outliving(std::in_place);
    {
        aio::event_loop loop;
        auto joining = loop.create_task(joins_two_sleepers());
        loop.run_until_complete([](aio::task_group& group) -> aio::task<> {
            group.create_task(sleeper());
            co_await aio::sleep(1ms);
        }(*outliving));
    }
    outliving.reset();
    CHECK(unwound == 3);
}

int main() {
    aio::run(joins());
    aio::run(errors());
    aio::run(cancellation());
    aio::run(destroyed());
    aio::run(scoped());
    loop_gone();
}
