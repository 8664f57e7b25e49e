// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after Seastar's public headers.

#include "machinery.h"
#include <exception>
#include <type_traits>

namespace seastar {

namespace internal {
class future_base {
public:
  ~future_base();
};
} // namespace internal

template <class T = void> class [[nodiscard]] future {
public:
  future(future &&) noexcept;
  template <class F> auto then(F &&f) -> std::invoke_result_t<F> {
    std::terminate();
  }
  template <class F> future finally(F &&f) { std::terminate(); }
  bool failed() const noexcept;
  T get();

private:
  internal::future_base base;
};

namespace internal {
template <class T> struct promise_type : machinery::result<T> {
  future<T> get_return_object() noexcept;
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept;
};
} // namespace internal
template <class T> machinery::awaiter<T> operator co_await(future<T> &&) noexcept;

template <class Rep, class Period> future<> sleep(std::chrono::duration<Rep, Period>);

class semaphore {};
class semaphore_units {
public:
  ~semaphore_units() noexcept;
};
future<semaphore_units> get_units(semaphore &, unsigned long units);

class gate {
public:
  future<> close() noexcept;
};
template <class F> auto with_gate(gate &, F &&f) -> std::invoke_result_t<F> {
  std::terminate();
}
template <class... T> future<std::tuple<future<T>...>> when_all(future<T> &&...);
template <class Range, class F> future<> parallel_for_each(Range &&, F &&) noexcept {
  std::terminate();
}

class smp {
public:
  template <class F> static auto submit_to(unsigned shard, F &&f) -> std::invoke_result_t<F> {
    std::terminate();
  }
};

namespace coroutine {
template <class T> struct [[nodiscard]] as_future_awaiter {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  future<T> await_resume() noexcept;
};
template <class T> as_future_awaiter<T> as_future(future<T> &&) noexcept;
} // namespace coroutine

} // namespace seastar

template <class T, class... Arguments>
struct std::coroutine_traits<seastar::future<T>, Arguments...> {
  using promise_type = seastar::internal::promise_type<T>;
};
