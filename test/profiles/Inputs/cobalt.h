// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after Boost.Cobalt's public headers.

#include "machinery.h"

namespace boost::asio {
struct detached_t {};
inline constexpr detached_t detached{};
struct use_future_t {};
inline constexpr use_future_t use_future{};
} // namespace boost::asio

namespace boost::cobalt {

struct executor {};

/// Eager; its destructor cancels the coroutine.
template <class T> struct [[nodiscard]] promise {
  using promise_type = machinery::eager_promise<promise, T>;
  explicit promise(std::coroutine_handle<promise_type>);
  promise(promise &&) noexcept;
  ~promise() {
    if (attached)
      cancel();
  }
  machinery::awaiter<T> operator co_await();
  void operator+() && { detach(); }
  void cancel();
  void detach();

private:
  bool attached;
};

namespace detail {
struct initial_awaitable {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
template <class Task, class T> struct task_promise : machinery::result<T> {
  Task get_return_object();
  initial_awaitable initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void unhandled_exception();
};
} // namespace detail

template <class T> struct [[nodiscard]] task {
  using promise_type = detail::task_promise<task, T>;
  task(task &&) noexcept;
  machinery::awaiter<T> operator co_await();

private:
  void *receiver;
};

struct detached {
  struct promise_type : machinery::result<void> {
    detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception();
  };
};

template <class T> T run(task<T>);
void spawn(executor, task<int> &&, asio::detached_t);
std::future<int> spawn(executor, task<int> &&, asio::use_future_t);

namespace detail {
template <class... P> struct gather_variadic_impl {
  machinery::awaiter<std::tuple<P...>> operator co_await() &&;
};
template <class... P> struct race_variadic_impl {
  machinery::awaiter<int> operator co_await() &&;
};
} // namespace detail
template <class... P> detail::gather_variadic_impl<P...> gather(P &&...);
template <class... P> detail::race_variadic_impl<P...> race(P &&...);

template <class T> struct channel {
  struct read_op : machinery::awaiter<T> {};
  read_op read();
};

struct wait_group {
  void push_back(promise<void>);
  machinery::awaiter<> wait();
};

} // namespace boost::cobalt
