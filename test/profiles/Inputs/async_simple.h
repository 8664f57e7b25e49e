// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after async_simple's public headers.

#include "machinery.h"

namespace async_simple {

class Executor {};

namespace coro {

template <class T> class RescheduleLazy;

namespace detail {
template <class T, bool Reschedule> class LazyBase {
public:
  template <class Callback> void start(Callback &&) {}
};
struct DispatchAwaitable : machinery::awaiter<> {};
} // namespace detail

template <class T = void> class [[nodiscard]] Lazy : public detail::LazyBase<T, false> {
public:
  using promise_type = machinery::lazy_promise<Lazy, T>;
  explicit Lazy(std::coroutine_handle<promise_type> coro) : coro(coro) {}
  Lazy(Lazy &&) noexcept;
  ~Lazy() {
    if (coro)
      coro.destroy();
  }
  RescheduleLazy<T> via(Executor *) &&;
  machinery::awaiter<T> operator co_await();

private:
  std::coroutine_handle<promise_type> coro;
};

template <class T> class [[nodiscard]] RescheduleLazy : public detail::LazyBase<T, true> {
public:
  void detach();
};

template <class T> int syncAwait(Lazy<T> &&);
template <class... T> Lazy<std::tuple<T...>> collectAll(Lazy<T>...);
template <class Rep, class Period> Lazy<void> sleep(std::chrono::duration<Rep, Period>);
detail::DispatchAwaitable dispatch(Executor *);

class Mutex {
public:
  class LockAwaiter : public machinery::awaiter<> {};
  class ScopedLockAwaiter : public LockAwaiter {};
  [[nodiscard]] ScopedLockAwaiter coScopedLock() noexcept;
  [[nodiscard]] LockAwaiter coLock() noexcept;
};

} // namespace coro
} // namespace async_simple
