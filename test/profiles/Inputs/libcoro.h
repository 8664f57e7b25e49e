// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after libcoro's public headers.

#include "machinery.h"

namespace coro {

template <class T = void> class [[nodiscard]] task {
public:
  using promise_type = machinery::lazy_promise<task, T>;
  explicit task(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  task(task &&) noexcept;
  ~task() {
    if (frame)
      frame.destroy();
  }
  machinery::awaiter<T> operator co_await() const & noexcept;
  machinery::awaiter<T> operator co_await() const && noexcept;

private:
  std::coroutine_handle<promise_type> frame;
};

template <class Awaitable> auto sync_wait(Awaitable &&) -> int;

namespace detail {
template <class Tasks> struct when_all_ready_awaitable : machinery::awaiter<> {};
template <class Result> struct lock_operation : machinery::awaiter<> {};
} // namespace detail
template <class... Awaitables>
[[nodiscard]] detail::when_all_ready_awaitable<std::tuple<Awaitables...>>
when_all(Awaitables...);

class mutex {
public:
  [[nodiscard]] detail::lock_operation<void> lock();
};

class thread_pool {
public:
  struct schedule_operation : machinery::awaiter<> {};
  [[nodiscard]] schedule_operation schedule();
  bool spawn_detached(task<void> &&) noexcept;
};

class scheduler {
public:
  template <class Rep, class Period>
  [[nodiscard]] task<void> yield_for(std::chrono::duration<Rep, Period>);
};

template <class Executor> class task_group {
public:
  explicit task_group(Executor *);
  [[nodiscard]] bool start(task<void> &&);
  machinery::awaiter<> operator co_await() const noexcept;
};

} // namespace coro
