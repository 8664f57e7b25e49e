// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after cppcoro's public headers.

#include "machinery.h"

namespace cppcoro {

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
} // namespace detail
template <class... Awaitables>
[[nodiscard]] detail::when_all_ready_awaitable<std::tuple<Awaitables...>>
when_all_ready(Awaitables &&...);

class async_mutex_lock_operation : public machinery::awaiter<> {};
class async_mutex_scoped_lock_operation : public machinery::awaiter<> {};
class async_mutex {
public:
  async_mutex_lock_operation lock_async() noexcept;
  async_mutex_scoped_lock_operation scoped_lock_async() noexcept;
  void unlock();
};

class static_thread_pool {
public:
  class schedule_operation : public machinery::awaiter<> {};
  [[nodiscard]] schedule_operation schedule() noexcept;
};

class io_service {
public:
  class timed_schedule_operation : public machinery::awaiter<> {};
  template <class Rep, class Period>
  [[nodiscard]] timed_schedule_operation
  schedule_after(const std::chrono::duration<Rep, Period> &);
};

class async_scope {
public:
  template <class Awaitable> void spawn(Awaitable &&);
  [[nodiscard]] machinery::awaiter<> join() noexcept;
};

} // namespace cppcoro
