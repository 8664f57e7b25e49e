// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once

#include "aio/detail/owned_callable.hpp"
#include "aio/task.hpp"
#include "aio/task_handle.hpp"

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace aio {

namespace detail {
class loop_state;
class offload;
} // namespace detail

/// What the exception handler is told. asyncio: the `context` dictionary.
struct exception_context {
    std::string message;          ///< what happened, such as "task exception was never retrieved"
    std::exception_ptr exception; ///< never null
    std::string task_name;        ///< empty for a plain callback
};

/// A call arranged by `call_later`. A plain value: dropping it changes nothing, and it may outlive
/// its loop. asyncio: `TimerHandle`.
class timer_handle {
public:
    timer_handle() = default;
    /// Takes the call back; nothing happens if it has been made.
    void cancel() noexcept;

private:
    friend class event_loop;
    timer_handle(std::weak_ptr<detail::loop_state> loop, std::chrono::steady_clock::time_point when,
                 std::uint64_t number)
        : loop_(std::move(loop)), when_(when), number_(number) {}

    std::weak_ptr<detail::loop_state> loop_;
    std::chrono::steady_clock::time_point when_;
    std::uint64_t number_ = 0;
};

/// The thread on which tasks take turns. A task keeps its turn until it awaits something that is
/// not ready; code that blocks blocks every task.
///
/// Lifetimes: the loop keeps every registered task until it has ended. Destroying the loop destroys
/// what has not ended, youngest first, after waiting for functions given to `to_thread` by then.
///
/// Threads: everything is for the loop's own thread, except `call_soon_threadsafe`. One loop runs
/// per thread at a time.
///
/// Debug mode (`AIO_DEBUG=1` in the environment, or `set_debug(true)`) reports on stderr coroutines
/// that were never awaited, steps that hold the loop too long, and tasks that were destroyed while
/// pending; and `call_soon` from another thread throws.
///
/// asyncio: `AbstractEventLoop`.
class event_loop {
public:
    using clock = std::chrono::steady_clock;
    using callback = std::function<void()>;
    using exception_handler = std::function<void(const exception_context&)>;

    event_loop();
    event_loop(const event_loop&) = delete;
    event_loop& operator=(const event_loop&) = delete;
    ~event_loop();

    /// Runs the loop until `main` has ended; its value, or its exception rethrown. Other tasks stay
    /// registered and go on when the loop runs again. Throws `std::runtime_error` if a loop is
    /// running on this thread, or if `stop()` ends the loop first.
    template <class T>
    T run_until_complete(task<T> main) {
        check_not_running();
        task_handle<T> handle = create_task(std::move(main));
        run_until_done(*handle.state());
        return std::move(handle).result();
    }
    /// The same for a task that is registered on this loop already.
    template <class T>
    T run_until_complete(task_handle<T> handle) {
        check_not_running();
        run_until_done(*handle.state());
        return std::move(handle).result();
    }

    /// Runs the loop until `stop()`. Throws `std::runtime_error` if a loop is running here.
    void run_forever();
    /// Ends `run_forever` after the current round of callbacks. If the loop is not running, the
    /// next run makes one round.
    void stop() noexcept;
    [[nodiscard]] bool is_running() const noexcept;
    /// Cancels every task that is left and runs the loop until they have ended; their exceptions
    /// go to the exception handler. `run` does this before it closes its loop. Throws
    /// `std::runtime_error` if a loop is running here.
    void cancel_all_tasks();

    /// Registers a task: it runs on its own, from the next turn of the loop on. Throws
    /// `std::logic_error` for one that was awaited or given away before.
    template <class T>
    task_handle<T> create_task(task<T> coroutine) {
        auto state = std::make_shared<detail::task_state<T>>(*this, std::move(coroutine));
        adopt(state);
        return task_handle<T>(std::move(state));
    }
    /// Registers a callable that returns a task and has not been called. It is moved into the new
    /// task's frame and called there, so a lambda's captures live as long as the task does.
    template <detail::task_callable F>
    auto create_task(F function) {
        return create_task(detail::invoke_owned(std::move(function)));
    }

    /// Calls `f` in the next round, in the order of registration. An exception goes to the
    /// exception handler.
    void call_soon(callback f);
    /// The same from any thread; the loop must be alive.
    void call_soon_threadsafe(callback f);
    /// Calls `f` once, `delay` from now or a little later.
    timer_handle call_later(clock::duration delay, callback f);

    /// Gets the exceptions nobody else can get: those of tasks without a handle and of callbacks.
    /// It must not throw. An empty function restores the default, which prints on stderr.
    void set_exception_handler(exception_handler handler);
    void call_exception_handler(const exception_context& context) noexcept;

    void set_debug(bool enabled) noexcept;
    [[nodiscard]] bool debug() const noexcept;
    /// In debug mode, a step that takes at least this long is reported; 100 ms unless set.
    void set_slow_callback_duration(clock::duration duration) noexcept;
    [[nodiscard]] clock::duration slow_callback_duration() const noexcept;

private:
    friend class detail::task_base;
    friend class detail::offload;

    void check_not_running() const;
    void run_until_done(detail::task_base& task);
    void adopt(std::shared_ptr<detail::task_base> task);

    std::shared_ptr<detail::loop_state> state_;
};

/// The loop that runs on this thread. Throws `std::runtime_error` if there is none.
/// asyncio: `get_running_loop`.
[[nodiscard]] event_loop& get_running_loop();

} // namespace aio
