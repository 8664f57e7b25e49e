// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "aio/event_loop.hpp"

#include "aio/cancelled_error.hpp"
#include "aio/run.hpp"
#include "loop_state.hpp"

#include <asio/post.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio {

namespace detail {

namespace {

thread_local event_loop* current_loop = nullptr;

bool debug_in_environment() {
    const char* value = std::getenv("AIO_DEBUG");
    return value && *value && std::string_view(value) != "0";
}

bool debug_on_this_thread() {
    static const bool in_environment = debug_in_environment();
    return current_loop ? current_loop->debug() : in_environment;
}

void print_on_stderr(const exception_context& context) {
    std::string text = "aio: " + context.message;
    if (!context.task_name.empty())
        text += ": <task '" + context.task_name + "'>";
    try {
        std::rethrow_exception(context.exception);
    } catch (const std::exception& error) {
        text += std::string(": ") + error.what();
    } catch (const cancelled_error& error) {
        text += std::string(": ") + error.what();
    } catch (...) {
        text += ": an exception that is not a std::exception";
    }
    std::fprintf(stderr, "%s\n", text.c_str());
}

} // namespace

event_loop* running_loop() noexcept {
    return current_loop;
}

void refuse_nested_run() {
    if (current_loop)
        throw std::runtime_error("aio::run cannot be called from a running event loop");
}

void report_never_awaited(const std::source_location& where) noexcept {
    if (!debug_on_this_thread())
        return;
    std::fprintf(stderr, "aio: coroutine '%s' was never awaited (%s:%u)\n",
                 coroutine_name(where).c_str(), where.file_name(), unsigned(where.line()));
}

void report_never_joined(const std::string& task_name) noexcept {
    if (debug_on_this_thread())
        std::fprintf(stderr, "aio: task group was destroyed before it was joined: <task '%s'>\n",
                     task_name.c_str());
}

void loop_settings::report(const exception_context& context) const noexcept {
    try {
        if (handler)
            handler(context);
        else
            print_on_stderr(context);
    } catch (...) {
        std::fprintf(stderr, "aio: the exception handler threw\n");
    }
}

loop_state::loop_state() : stay_(reactor.get_executor()) {
    settings->debug = debug_in_environment();
}

asio::thread_pool& loop_state::pool() {
    if (!pool_)
        pool_.emplace(std::min(32u, std::thread::hardware_concurrency() + 4));
    return *pool_;
}

void loop_state::run(event_loop& owner) {
    struct turn {
        loop_state& state;
        explicit turn(loop_state& s, event_loop& owner) : state(s) {
            state.thread = std::this_thread::get_id();
            state.running = true;
            current_loop = &owner;
        }
        ~turn() {
            state.running = state.stopping = false;
            current_loop = nullptr;
        }
    } running_now(*this, owner);
    do
        run_round();
    while (!stopping);
}

void loop_state::run_round() {
    // Wait for the first timer or for another thread, but only if nothing is ready.
    if (ready.empty() && !stopping) {
        if (timers.empty())
            reactor.run_one();
        else
            reactor.run_one_until(timers.begin()->first.first);
    }
    reactor.poll();
    const auto now = clock::now();
    // A timer can be cancelled until its call is made, so the call stays there until then.
    for (auto due = timers.begin(); due != timers.end() && due->first.first <= now; ++due)
        ready.push_back({[this, key = due->first] { call_timer(key); }, nullptr});
    // What becomes ready meanwhile waits for the next round, so that timers get their turn.
    for (auto count = ready.size(); count > 0; --count) {
        ready_call next = std::move(ready.front());
        ready.pop_front();
        run_one(next);
    }
}

void loop_state::call_timer(timer_key key) {
    if (auto due = timers.extract(key))
        due.mapped()();
}

void loop_state::run_one(ready_call& next) {
    const auto start = settings->debug ? clock::now() : clock::time_point{};
    if (next.task) {
        next.task->step();
    } else {
        try {
            next.call();
        } catch (...) {
            settings->report({"exception in callback", std::current_exception(), {}});
        }
    }
    if (start == clock::time_point{})
        return;
    const auto took = clock::now() - start;
    if (took < settings->slow)
        return;
    const std::string what = next.task ? "<task '" + next.task->name() + "'>" : "<callback>";
    std::fprintf(stderr, "aio: executing %s took %.3f seconds\n", what.c_str(),
                 std::chrono::duration<double>(took).count());
}

} // namespace detail

void timer_handle::cancel() noexcept {
    if (auto loop = loop_.lock())
        loop->timers.erase({when_, number_});
}

event_loop::event_loop() : state_(std::make_shared<detail::loop_state>()) {}

event_loop::~event_loop() {
    // Callbacks first: they refer to frames. Then the frames, youngest first, since a task borrows
    // from those that registered it. Work on threads ends meanwhile, while the reactor is alive.
    state_->closed = true;
    state_->timers.clear();
    state_->ready.clear();
    while (!state_->tasks.empty()) {
        const auto& youngest = state_->tasks.back();
        if (debug())
            std::fprintf(stderr, "aio: task was destroyed but it is pending: <task '%s'>\n",
                         youngest->name().c_str());
        youngest->abandon();
    }
    // A callable kept by the user must not be called, and may refer to dead things, from now on.
    state_->settings->handler = nullptr;
}

event_loop& get_running_loop() {
    if (!detail::current_loop)
        throw std::runtime_error("aio: no running event loop");
    return *detail::current_loop;
}

void event_loop::check_not_running() const {
    if (state_->running)
        throw std::runtime_error("aio: this event loop is already running");
    if (detail::current_loop)
        throw std::runtime_error(
            "aio: cannot run the event loop while another loop is running on this thread");
}

bool event_loop::is_running() const noexcept {
    return state_->running;
}

void event_loop::run_forever() {
    check_not_running();
    state_->run(*this);
}

void event_loop::stop() noexcept {
    state_->stopping = true;
}

void event_loop::run_until_done(detail::task_base& task) {
    struct stop_when_done final : detail::completion_observer {
        event_loop& loop;
        explicit stop_when_done(event_loop& l) : loop(l) {}
        void completed(detail::task_base&) noexcept override { loop.stop(); }
    } observer(*this);
    if (task.loop() != this)
        throw std::logic_error("aio: the task belongs to a different event loop");
    if (task.done())
        return;
    task.observe(observer);
    state_->run(*this);
    if (!task.done()) {
        task.unobserve(observer);
        throw std::runtime_error("aio: the event loop was stopped before the task completed");
    }
}

void event_loop::cancel_all_tasks() {
    check_not_running();
    struct stop_when_all_done final : detail::completion_observer {
        event_loop& loop;
        std::size_t pending = 0;
        explicit stop_when_all_done(event_loop& l) : loop(l) {}
        void completed(detail::task_base&) noexcept override {
            if (--pending == 0)
                loop.stop();
        }
    };
    // Again and again, since a task may register others while it ends.
    while (!state_->tasks.empty()) {
        stop_when_all_done observer(*this);
        const std::vector<std::shared_ptr<detail::task_base>> left(state_->tasks.begin(),
                                                                   state_->tasks.end());
        observer.pending = left.size();
        for (const auto& task : left)
            task->observe(observer);
        for (const auto& task : left)
            task->cancel();
        state_->stopping = false;
        while (observer.pending > 0)
            state_->run(*this);
    }
}

void event_loop::adopt(std::shared_ptr<detail::task_base> task) {
    auto& base = *task;
    base.registration = state_->tasks.insert(state_->tasks.end(), std::move(task));
    base.wake();
}

void event_loop::call_soon(callback f) {
    if (state_->closed)
        return;
    if (state_->settings->debug && state_->running && state_->thread != std::this_thread::get_id())
        throw std::logic_error("aio: call_soon from another thread; use call_soon_threadsafe");
    state_->ready.push_back({std::move(f), nullptr});
}

void event_loop::call_soon_threadsafe(callback f) {
    asio::post(state_->reactor, [state = state_.get(), f = std::move(f)]() mutable {
        state->ready.push_back({std::move(f), nullptr});
    });
}

timer_handle event_loop::call_later(clock::duration delay, callback f) {
    const auto when = clock::now() + delay;
    const auto number = state_->next_timer++;
    if (!state_->closed)
        state_->timers.emplace(std::pair{when, number}, std::move(f));
    return timer_handle(state_, when, number);
}

void event_loop::set_exception_handler(exception_handler handler) {
    state_->settings->handler = std::move(handler);
}

void event_loop::call_exception_handler(const exception_context& context) noexcept {
    state_->settings->report(context);
}

void event_loop::set_debug(bool enabled) noexcept {
    state_->settings->debug = enabled;
}

bool event_loop::debug() const noexcept {
    return state_->settings->debug;
}

void event_loop::set_slow_callback_duration(clock::duration duration) noexcept {
    state_->settings->slow = duration;
}

event_loop::clock::duration event_loop::slow_callback_duration() const noexcept {
    return state_->settings->slow;
}

} // namespace aio
