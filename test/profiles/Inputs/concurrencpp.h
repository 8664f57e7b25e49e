// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after concurrencpp's public headers.

#include "machinery.h"
#include <exception>
#include <memory>
#include <type_traits>

namespace concurrencpp {

struct null_result {};
struct executor_tag {};

template <class T> class result {
public:
  using promise_type = machinery::eager_promise<result, T>;
  explicit result(std::coroutine_handle<promise_type>);
  result(result &&) noexcept;
  void wait() const;
  T get();
  machinery::awaiter<T> operator co_await();

private:
  std::unique_ptr<int> state;
};

template <class T> class lazy_result {
public:
  using promise_type = machinery::lazy_promise<lazy_result, T>;
  explicit lazy_result(std::coroutine_handle<promise_type> state) : state(state) {}
  lazy_result(lazy_result &&) noexcept;
  ~lazy_result() noexcept {
    if (state)
      state.destroy();
  }
  result<T> run();
  machinery::awaiter<T> operator co_await();

private:
  std::coroutine_handle<promise_type> state;
};

class executor {
public:
  template <class Callable> void post(Callable &&) {}
  template <class Callable>
  result<std::invoke_result_t<Callable>> submit(Callable &&) {
    std::terminate();
  }
};

namespace details {
template <class Executor> struct resume_on_awaitable : machinery::awaiter<> {};
} // namespace details
template <class Executor>
details::resume_on_awaitable<Executor> resume_on(std::shared_ptr<Executor>);
template <class... Results>
lazy_result<std::tuple<Results...>> when_all(std::shared_ptr<executor>, Results &&...);

class timer_queue {
public:
  lazy_result<void> make_delay_object(std::chrono::milliseconds, std::shared_ptr<executor>);
};

} // namespace concurrencpp

template <class... Arguments>
struct std::coroutine_traits<concurrencpp::null_result, Arguments...> {
  struct promise_type : machinery::result<void> {
    concurrencpp::null_result get_return_object() noexcept { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception();
  };
};
