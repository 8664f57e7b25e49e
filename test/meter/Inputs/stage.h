// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the cases of the meter play with: things that know whether they are
// alive, suspensions of three lengths, and a task that detaches when dropped.

#ifndef TEST_METER_STAGE_H
#define TEST_METER_STAGE_H

#include "driver.h"
#include "home.h"

#include <aio/aio.hpp>

#include <array>
#include <coroutine>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stage {

// --- things that are borrowed ------------------------------------------------

/// Its address is known to be alive from construction to destruction.
class tracked {
public:
  explicit tracked(int n);
  tracked(const tracked &other);
  tracked &operator=(const tracked &other);
  ~tracked();

  /// Ends the run as a bug unless this is alive; else notes the value.
  void show() const;

protected:
  /// Ends the run as a bug unless this is alive.
  void check() const;
  int number;
};

class ware : public tracked {
public:
  explicit ware(int n) : tracked(n) {}
};

/// A loop variable of a header.
class count : public tracked {
public:
  count(int n) : tracked(n) {}
  bool operator<(int n) const { return number < n; }
  count &operator++() {
    ++number;
    return *this;
  }
};

/// One more capture, by which a closure can tell whether it is alive.
class closure : public tracked {
public:
  closure() : tracked(0) {}
  using tracked::check;
};

/// Long enough to be on the heap, where AddressSanitizer sees it die.
std::string text(int n);

inline void show(const tracked &thing) { thing.show(); }
void show(std::string_view text);
inline void show(char digit) { show(std::string_view(&digit, 1)); }

// --- time --------------------------------------------------------------------

enum class length { turn, later, quiet };

/// Always suspends. If its coroutine is destroyed meanwhile, nothing happens.
class wait {
public:
  explicit wait(length l) : how_long(l) {}
  wait(const wait &) = delete;
  ~wait();
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h);
  void await_resume() const noexcept {}

private:
  length how_long;
};

inline wait turn() { return wait(length::turn); }
inline wait later() { return wait(length::later); }
inline wait quiet() { return wait(length::quiet); }

/// `later`, as a library would offer it.
aio::task<> nap();
home::lazy<> doze();

/// A condition nobody knows. Each case is run with all answers, to \p which =
/// 1, 2, … independently.
bool flag(int which);

/// What a case may end with.
struct oops {
  oops();
  /// How many there have been.
  static int thrown;
};

// --- tasks -------------------------------------------------------------------

/// Starts at the call; dropped, it runs on.
class hot {
  struct state {
    bool done = false;
    std::coroutine_handle<> waiter = std::noop_coroutine();
  };

public:
  struct promise_type {
    std::shared_ptr<state> shared = std::make_shared<state>();

    struct finish {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> h) const noexcept {
        auto shared = h.promise().shared;
        shared->done = true;
        h.destroy();
        return shared->waiter;
      }
      void await_resume() const noexcept {}
    };

    hot get_return_object() { return hot(shared); }
    std::suspend_never initial_suspend() { return {}; }
    finish final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  bool await_ready() const noexcept { return shared->done; }
  void await_suspend(std::coroutine_handle<> waiter) const {
    shared->waiter = waiter;
  }
  void await_resume() const noexcept {}

private:
  explicit hot(std::shared_ptr<state> s) : shared(std::move(s)) {}
  std::shared_ptr<state> shared;
};

/// Starts a lazy task and keeps it to its end.
[[clang::annotate("corolint::spawn")]] void spawn(home::lazy<> task);

inline home::lazy<> both(home::lazy<> one, home::lazy<> other) {
  co_await one;
  co_await other;
}

} // namespace stage

#endif
