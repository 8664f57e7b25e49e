// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using aio::task;

void use(int);
void use(const std::string &);

// --- the closure dies first --------------------------------------------------

task<> temporary_closures(int n) {
  auto kept = [n]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the task outlives this closure, which holds its captures
    // CHECK-NOTES: :[[@LINE+6]]:9: note: the coroutine reads a capture here, when the closure is gone
    // CHECK-NOTES: :[[@LINE+8]]:3: note: it is awaited only here
    // CHECK-NOTES: :[[@LINE-4]]:15: note: pass what it needs as parameters, which live in the frame
    // CHECK-FIXES: auto kept = [](int n) -> task<> {
    // CHECK-FIXES: use(n);
    // CHECK-FIXES: }(n);
    use(n);
    co_return;
  }();
  co_await std::move(kept);

  auto handle = aio::create_task([n](int more) -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: the task outlives this closure
    // CHECK-FIXES: aio::create_task([](int more, int n) -> task<> {
    // CHECK-FIXES: }(1, n));
    co_await aio::sleep(1ms);
    use(n + more);
  }(1));
  co_await handle;
}

task<> returned(std::string text) {
  return [text]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the task outlives this closure
    // CHECK-FIXES: return [](std::string text) -> task<> {
    use(text);
    co_return;
  }();
}

task<> returned_local(int n) {
  auto work = [n]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the task outlives the closure 'work', which holds its captures
    use(n);
    co_return;
  };
  return work();
}

// Shared ownership inside a dying closure keeps nothing alive.
struct session : std::enable_shared_from_this<session> {
  int state = 0;
  aio::task_handle<> handle;
  void start(aio::event_loop &loop) {
    handle = loop.create_task([self = shared_from_this()]() -> task<> {
      // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: the task outlives this closure
      co_await aio::sleep(1ms);
      use(self->state);
    }());
  }
  void start_with_this(aio::event_loop &loop) {
    handle = loop.create_task([this]() -> task<> {
      // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: the task outlives this closure
      co_await aio::sleep(1ms);
      use(state);
    }());
  }
};

// An eager coroutine loses its closure while it is suspended.
home::eager<> eager_closure(int n) {
  auto running = [n]() -> home::eager<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the task outlives this closure
    // CHECK-FIXES: auto running = [](int n) -> home::eager<> {
    co_await home::pause();
    use(n);
  }();
  co_await running;
}

template <class T> task<> generic(T value) {
  auto kept = [value]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the task outlives this closure
    // CHECK-FIXES: auto kept = [value]() -> task<> {
    use(value);
    co_return;
  }();
  co_await std::move(kept);
}
template task<> generic(int);
template task<> generic(std::string);

// --- the closure is kept, what it refers to is not ---------------------------

task<> owned_closure_of_references(bool early) {
  int local = 0;
  auto handle = aio::create_task([&local]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:36: warning: the task outlives 'local', which it captures by reference
    // CHECK-NOTES: :[[@LINE+6]]:9: note: the coroutine uses it here, when it is gone
    // CHECK-NOTES: :[[@LINE-3]]:17: note: the task runs on its own from here
    // CHECK-NOTES: :[[@LINE+8]]:3: note: it is awaited only here
    // CHECK-NOTES: :[[@LINE-5]]:36: note: capture by value, or await the task while 'local' lives
    // CHECK-FIXES: aio::create_task([local]() -> task<> {
    co_await aio::sleep(1ms);
    use(local);
  });
  if (early)
    co_return; // leaves without waiting
  co_await handle;
}

task<> inner_scope() {
  std::optional<aio::task_handle<>> handle;
  {
    std::string text = "inner";
    handle = aio::create_task([&]() -> task<> {
      use(text);
      // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: the task outlives 'text'
      // CHECK-FIXES: aio::create_task([&, text]() -> task<> {
      co_return;
    });
  }
  co_await *handle;
}

// --- silent ------------------------------------------------------------------

task<> in_place(int n) {
  co_await [&]() -> task<> {
    use(n);
    co_return;
  }();
  co_await aio::gather([n]() -> task<> { use(n); co_return; }(),
                       [&]() -> task<> { use(n); co_return; }());
  co_await aio::create_task([n]() -> task<> {
    co_await aio::sleep(1ms);
    use(n);
  }());
}

task<> local_closure_joined(int n) {
  auto work = [&, n](int more) -> task<> { use(n + more); co_return; };
  std::vector<task<>> tasks;
  for (int i = 0; i < 3; ++i)
    tasks.push_back(work(i));
  for (auto &each : tasks)
    co_await std::move(each);
  auto one = work(1), two = work(2);
  co_await aio::gather(std::move(one), std::move(two));
}

task<> owned(int n, aio::event_loop &loop) {
  (void)aio::create_task([n]() -> task<> { use(n); co_return; });
  (void)loop.create_task([n]() -> task<> { use(n); co_return; });
  co_return;
}

home::eager<> copied_first(std::string text) {
  auto running = [text]() -> home::eager<> {
    std::string copy = text;
    co_await home::pause();
    use(copy);
  }();
  co_await running;
}

task<> others() {
  auto no_captures = []() -> task<> { co_return; }();
  co_await std::move(no_captures);
}

task<> static_closure(int n) {
  static auto lives_on = [n]() -> task<> { use(n); co_return; };
  (void)aio::create_task(lives_on());
  co_return;
}

task<> unused_capture(int n) {
  auto kept = [n]() -> task<> { co_return; }();
  co_await std::move(kept);
}

// The loop is run, and with it the task, before anything dies.
void runs_the_loop() {
  aio::event_loop loop;
  int local = 0;
  (void)loop.create_task([&local]() -> task<> { use(local); co_return; });
  loop.run_forever();
}

struct event {
  home::pause wait();
  void set();
};
task<> signalled() {
  event done;
  int local = 0;
  (void)aio::create_task([&]() -> task<> {
    co_await aio::sleep(1ms);
    use(local);
    done.set();
  });
  co_await done.wait();
}

// Keeping oneself in a closure that dies does not help.
struct visit : std::enable_shared_from_this<visit> {
  aio::task_handle<> start() {
    return aio::create_task([self = shared_from_this()]() -> task<> {
      // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: the task outlives this closure, which holds its captures
      co_await aio::sleep(1ms);
      use(self->id);
    }());
  }
  aio::task_handle<> owned() {
    return aio::create_task([self = shared_from_this()]() -> task<> {
      co_await aio::sleep(1ms);
      use(self->id);
    });
  }
  int id = 1;
};

// Copied before it first suspends.
home::eager<> copies_first(int n) {
  auto task = [n]() -> home::eager<> {
    int own = n;
    co_await home::pause();
    use(own);
  }();
  co_await std::move(task);
}

// A pool that the task runs on, and whose methods nobody sees.
struct thread_pool {
  task<> hop();
  void wait();
};
void waits_for_its_threads() {
  thread_pool pool;
  aio::create_task([&]() -> task<> {
    co_await pool.hop();
    co_await pool.hop();
  }).detach();
  pool.wait();
}

// Polled until a callback beside the task, or the task itself, says so.
struct chained {
  using promise_type = home::lazy<>::promise_type;
  chained(home::lazy<>);
  template <class F> [[clang::annotate("corolint::spawn")]] void start(F) {}
};
struct counter {
  int load();
  operator bool();
};
void polls_a_latch(int n) {
  counter open;
  auto work = [&]() -> chained {
    co_await home::pause();
    use(n);
  };
  work().start([&] { (void)open; });
  while (open.load() != 0)
    ;
}
void polls_what_the_task_changes(int n) {
  counter open;
  auto work = [&]() -> chained {
    co_await home::pause();
    use(n);
    (void)open;
  };
  work().start([] {});
  while (open) {
  }
}
void does_not_poll(int n) {
  auto work = [&]() -> chained {
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the task outlives the closure 'work'
    co_await home::pause();
    use(n);
  };
  work().start([] {});
}

// A macro in the way of Boost.Test is no loop.
inline bool dummy() { return false; }
#define CHECK_THROWS(E)                                                        \
  do {                                                                         \
    try {                                                                      \
      E;                                                                       \
    } catch (...) {                                                            \
    }                                                                          \
  } while (dummy())
home::eager<> used_before_it_suspends(int n) {
  auto task = [n]() -> home::eager<> {
    CHECK_THROWS(co_await (use(n), home::pause()));
  }();
  co_await std::move(task);
}
