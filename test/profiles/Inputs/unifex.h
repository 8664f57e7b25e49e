// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after the public headers of libunifex. Its algorithms are objects.

#include "machinery.h"
#include <optional>

namespace unifex {

namespace _task {
template <class T> struct _task {
  struct [[nodiscard]] type {
    using promise_type = machinery::lazy_promise<type, T>;
    explicit type(std::coroutine_handle<promise_type> coro) : coro(coro) {}
    type(type &&) noexcept;
    ~type() {
      if (coro)
        coro.destroy();
    }
    machinery::awaiter<T> operator co_await() && noexcept;
    std::coroutine_handle<promise_type> coro;
  };
};
} // namespace _task
template <class T> using task = typename _task::_task<T>::type;

struct scheduler {};

namespace _on {
template <class Sender> struct sender : machinery::awaiter<> {};
inline const struct _fn {
  template <class Sender> sender<Sender> operator()(scheduler, Sender &&) const;
} on{};
} // namespace _on
using _on::on;

namespace _sync_wait_cpo {
struct _fn {
  template <class Sender> std::optional<int> operator()(Sender &&) const;
};
} // namespace _sync_wait_cpo
inline constexpr _sync_wait_cpo::_fn sync_wait{};

namespace _when_all::_cpo {
struct _fn {
  template <class... Senders>
  machinery::awaiter<std::tuple<Senders...>> operator()(Senders &&...) const;
};
} // namespace _when_all::_cpo
inline constexpr _when_all::_cpo::_fn when_all{};

namespace _spawn_detached {
struct _spawn_detached_fn {
  template <class Sender, class Scope> void operator()(Sender &&, Scope &) const;
};
} // namespace _spawn_detached
inline constexpr _spawn_detached::_spawn_detached_fn spawn_detached{};

namespace v2 {
template <class T> struct [[nodiscard]] future {
  ~future();
  machinery::awaiter<T> operator co_await() &&;
};
} // namespace v2

inline namespace v1 {
namespace _async_scope {
struct async_scope {
  template <class Sender> v2::future<int> spawn_on(scheduler, Sender &&);
  template <class Sender> void detached_spawn_on(scheduler, Sender &&);
  [[nodiscard]] machinery::awaiter<> complete() noexcept;
};
} // namespace _async_scope
using _async_scope::async_scope;
} // namespace v1

} // namespace unifex
