// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after what C++/WinRT generates.

#include "machinery.h"

namespace winrt {

struct fire_and_forget {};

namespace Windows::Foundation {
using TimeSpan = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
struct IAsyncAction;
} // namespace Windows::Foundation

namespace impl {
template <class D> struct consume_Windows_Foundation_IAsyncAction {
  auto get() const { return 0; }
  auto wait_for(Windows::Foundation::TimeSpan const &) const { return 0; }
};
struct timespan_awaiter : machinery::awaiter<> {};
} // namespace impl

namespace Windows::Foundation {
struct IAsyncAction : impl::consume_Windows_Foundation_IAsyncAction<IAsyncAction> {
  IAsyncAction(IAsyncAction const &) noexcept;
  ~IAsyncAction();
  void *abi;
};
machinery::awaiter<> operator co_await(IAsyncAction const &);
} // namespace Windows::Foundation

[[nodiscard]] inline auto resume_background() noexcept {
  struct awaitable {
    bool await_ready() const noexcept { return false; }
    void await_resume() const noexcept {}
    void await_suspend(std::coroutine_handle<>) const;
  };
  return awaitable{};
}
[[nodiscard]] impl::timespan_awaiter resume_after(Windows::Foundation::TimeSpan) noexcept;
template <class... T> Windows::Foundation::IAsyncAction when_all(T... async) {
  (co_await async, ...);
}

} // namespace winrt

template <class... Arguments>
struct std::coroutine_traits<winrt::Windows::Foundation::IAsyncAction, Arguments...> {
  struct promise_type : machinery::result<void> {
    winrt::Windows::Foundation::IAsyncAction get_return_object() noexcept;
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept;
  };
};

template <class... Arguments>
struct std::coroutine_traits<winrt::fire_and_forget, Arguments...> {
  struct promise_type : machinery::result<void> {
    winrt::fire_and_forget get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void unhandled_exception() const noexcept;
  };
};
