// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two home-made task types that no profile names: one lazy, one eager. What is
// known of them is what their promises say.

#ifndef TEST_INPUTS_HOME_H
#define TEST_INPUTS_HOME_H

#include <coroutine>
#include <exception>
#include <utility>

namespace home {

template <class T> struct result {
  T value{};
  void return_value(T v) { value = std::move(v); }
  T take() { return std::move(value); }
};
template <> struct result<void> {
  void return_void() {}
  void take() {}
};

template <class T, class Initial> class basic_task {
public:
  struct promise_type : result<T> {
    std::exception_ptr error;
    std::coroutine_handle<> waiter = std::noop_coroutine();

    struct finish {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> h) const noexcept {
        return h.promise().waiter;
      }
      void await_resume() const noexcept {}
    };

    basic_task get_return_object() {
      return basic_task(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    Initial initial_suspend() { return {}; }
    finish final_suspend() noexcept { return {}; }
    void unhandled_exception() { error = std::current_exception(); }
  };

  basic_task(basic_task &&other) noexcept
      : handle(std::exchange(other.handle, nullptr)) {}
  basic_task &operator=(basic_task other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~basic_task() {
    if (handle)
      handle.destroy();
  }

  bool await_ready() const noexcept { return handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter) {
    handle.promise().waiter = waiter;
    return std::is_same_v<Initial, std::suspend_always>
               ? std::coroutine_handle<>(handle)
               : std::noop_coroutine();
  }
  T await_resume() {
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return handle.promise().take();
  }
  void start() { handle.resume(); }

private:
  explicit basic_task(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

template <class T = void> using lazy = basic_task<T, std::suspend_always>;
template <class T = void> using eager = basic_task<T, std::suspend_never>;

/// Nobody can wait for it: made to be dropped.
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

/// Suspends for good: whatever comes after it runs later, if at all.
struct pause {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

struct ready_at_once {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

} // namespace home

#endif
