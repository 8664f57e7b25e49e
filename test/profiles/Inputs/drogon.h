// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after the public headers of trantor and Drogon.

#include "machinery.h"
#include <functional>
#include <string>

namespace trantor {
class EventLoop {
public:
  void loop();
  void queueInLoop(std::function<void()> &&);
  void runAfter(double seconds, std::function<void()> &&);
};
} // namespace trantor

namespace drogon {

template <class T = void> struct [[nodiscard]] Task {
  using promise_type = machinery::lazy_promise<Task, T>;
  explicit Task(std::coroutine_handle<promise_type> coro) : coro(coro) {}
  Task(Task &&) noexcept;
  ~Task() {
    if (coro)
      coro.destroy();
  }
  machinery::awaiter<T> operator co_await() const noexcept;
  std::coroutine_handle<promise_type> coro;
};

struct AsyncTask {
  struct promise_type : machinery::result<void> {
    AsyncTask get_return_object() noexcept {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void unhandled_exception();
  };
  std::coroutine_handle<promise_type> coro;
};

template <class T = void> struct CallbackAwaiter {
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};

namespace internal {
struct [[nodiscard]] TimerAwaiter : CallbackAwaiter<> {};
struct [[nodiscard]] SwitchThreadAwaiter : CallbackAwaiter<> {};
template <class... Tasks> struct WhenAllAwaiter : CallbackAwaiter<> {};
} // namespace internal
internal::TimerAwaiter sleepCoro(trantor::EventLoop *, double seconds) noexcept;
internal::SwitchThreadAwaiter switchThreadCoro(trantor::EventLoop *) noexcept;
template <class... Tasks> internal::WhenAllAwaiter<Tasks...> when_all(Tasks...);
template <class Awaitable> int sync_wait(Awaitable &&);
template <class Awaitable> std::future<int> co_future(Awaitable &&) noexcept;
template <class Coroutine> void async_run(Coroutine &&coroutine) {
  [](std::decay_t<Coroutine> own) -> AsyncTask { co_await own(); }(
      std::forward<Coroutine>(coroutine));
}

namespace orm {
struct Result {};
class DbClient {
public:
  Result execSqlSync(const std::string &);
  struct SqlAwaiter : CallbackAwaiter<Result> {};
  SqlAwaiter execSqlCoro(const std::string &);
};
} // namespace orm

} // namespace drogon
