// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after the public headers of stdexec. Its algorithms are objects.

#include "machinery.h"
#include <optional>

namespace stdexec {

struct sync_wait_t {
  template <class Sender> std::optional<std::tuple<int>> operator()(Sender &&) const;
};
inline constexpr sync_wait_t sync_wait{};

struct when_all_t {
  template <class... Senders>
  machinery::awaiter<std::tuple<Senders...>> operator()(Senders &&...) const;
};
inline constexpr when_all_t when_all{};

struct starts_on_t {
  template <class Scheduler, class Sender> struct sender : machinery::awaiter<int> {};
  template <class Scheduler, class Sender>
  sender<Scheduler, Sender> operator()(Scheduler, Sender &&) const;
};
inline constexpr starts_on_t starts_on{};

struct spawn_t {
  template <class Sender, class Token> void operator()(Sender &&, Token &&) const;
};
inline constexpr spawn_t spawn{};

} // namespace stdexec

namespace experimental::execution {

namespace __task {
template <class T, class Context> class [[nodiscard]] basic_task {
public:
  using promise_type = machinery::lazy_promise<basic_task, T>;
  explicit basic_task(std::coroutine_handle<promise_type> coro) : coro(coro) {}
  basic_task(basic_task &&) noexcept;
  ~basic_task() {
    if (coro)
      coro.destroy();
  }
  machinery::awaiter<T> operator co_await() && noexcept;

private:
  std::coroutine_handle<promise_type> coro;
};
struct __reschedule_coroutine_on_t {
  struct wrapper : machinery::awaiter<> {};
  template <class Scheduler> wrapper operator()(Scheduler) const;
};
} // namespace __task
template <class T> using task = __task::basic_task<T, int>;
inline constexpr __task::__reschedule_coroutine_on_t reschedule_coroutine_on{};

class static_thread_pool {
public:
  struct scheduler {};
  scheduler get_scheduler();
};

namespace __scope {
template <class Sender> struct [[nodiscard]] __future {
  ~__future();
  machinery::awaiter<int> operator co_await() &&;
};
struct async_scope {
  template <class Sender> void spawn(Sender &&);
  template <class Sender> __future<Sender> spawn_future(Sender &&);
  machinery::awaiter<> on_empty() const;
};
} // namespace __scope
using __scope::async_scope;

} // namespace experimental::execution

namespace exec = experimental::execution;
