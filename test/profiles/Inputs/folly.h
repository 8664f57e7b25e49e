// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after folly's public headers. Some functions are objects there.

#include "machinery.h"
#include <memory>
#include <type_traits>

namespace folly {

struct Executor {};
Executor *getGlobalIOExecutor();

template <class T> class [[nodiscard]] SemiFuture {
public:
  SemiFuture(SemiFuture &&) noexcept;
  ~SemiFuture();
  T get() &&;
  machinery::awaiter<T> operator co_await() &&;

private:
  std::shared_ptr<int> core;
};
template <class F> SemiFuture<std::invoke_result_t<F>> via(Executor *, F &&) {
  std::terminate();
}

namespace coro {

template <class T> class [[nodiscard]] TaskWithExecutor {
public:
  SemiFuture<T> start() &&;
  machinery::awaiter<T> operator co_await() && noexcept;
};

template <class T = void> class [[nodiscard]] Task {
public:
  using promise_type = machinery::lazy_promise<Task, T>;
  explicit Task(std::coroutine_handle<promise_type> coro) : coro(coro) {}
  Task(Task &&) noexcept;
  ~Task() {
    if (coro)
      coro.destroy();
  }
  machinery::awaiter<T> operator co_await() && noexcept;

private:
  std::coroutine_handle<promise_type> coro;
};

namespace detail::adl {
struct WithExecutorFunction {
  template <class T>
  TaskWithExecutor<T> operator()(Executor *, Task<T>) const;
};
} // namespace detail::adl
inline constexpr detail::adl::WithExecutorFunction co_withExecutor{};

struct blocking_wait_fn {
  template <class T> T operator()(Task<T> &&) const;
};
inline constexpr blocking_wait_fn blocking_wait{};
static constexpr blocking_wait_fn const &blockingWait = blocking_wait;

struct co_invoke_fn {
  template <class F> std::invoke_result_t<F> operator()(F f) const {
    co_return co_await f();
  }
};
inline constexpr co_invoke_fn co_invoke{};

template <class... T> Task<std::tuple<T...>> collectAll(Task<T>...);
Task<void> sleep(std::chrono::microseconds);

class AsyncScope {
public:
  template <class Awaitable> void add(Awaitable &&);
  Task<void> joinAsync() noexcept;
};

class Mutex {
public:
  template <class T> class LockOperation : public machinery::awaiter<T> {};
  [[nodiscard]] LockOperation<int> co_scoped_lock() noexcept;
};

} // namespace coro
} // namespace folly
