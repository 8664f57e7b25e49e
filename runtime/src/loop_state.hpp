// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The inside of event_loop. Asio is the reactor: it waits, it is woken from other threads, and it
// lends the threads of to_thread. The order in which tasks take turns is decided here.
#pragma once

#include "aio/event_loop.hpp"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/thread_pool.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace aio::detail {

/// What a task still needs to know when its loop is gone: how to report.
class loop_settings {
public:
    event_loop::exception_handler handler;
    bool debug = false;
    std::chrono::steady_clock::duration slow = std::chrono::milliseconds(100);

    void report(const exception_context& context) const noexcept;
};

class loop_state {
public:
    using clock = std::chrono::steady_clock;
    using timer_key = std::pair<clock::time_point, std::uint64_t>;

    loop_state();
    /// Runs callbacks until stopped.
    void run(event_loop& owner);
    asio::thread_pool& pool();

    struct ready_call {
        event_loop::callback call;
        std::shared_ptr<task_base> task; // whose step it is, if it is one
    };

    std::shared_ptr<loop_settings> settings = std::make_shared<loop_settings>();
    asio::io_context reactor;
    std::deque<ready_call> ready;
    std::map<timer_key, event_loop::callback> timers; // equal times keep their order
    std::uint64_t next_timer = 0;
    std::list<std::shared_ptr<task_base>> tasks;
    std::thread::id thread;
    bool running = false;
    bool stopping = false;
    bool closed = false;

private:
    void run_round();
    void run_one(ready_call& call);
    void call_timer(timer_key key);

    asio::executor_work_guard<asio::io_context::executor_type> stay_;
    std::optional<asio::thread_pool> pool_;
};

/// The loop that runs on this thread, or null.
[[nodiscard]] event_loop* running_loop() noexcept;

} // namespace aio::detail
