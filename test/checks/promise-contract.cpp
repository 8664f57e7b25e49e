// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include "home.h"

#include <atomic>
#include <coroutine>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

struct promise_base {
  std::suspend_always initial_suspend() { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { std::terminate(); }
};
using frame = std::coroutine_handle<>;

// --- owners that can be doubled -------------------------------------------------

struct copied {
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'copied' can be copied, and both objects then destroy the coroutine in 'handle'
  // CHECK-NOTES: :[[@LINE+6]]:22: note: it is destroyed here
  // CHECK-NOTES: :[[@LINE-3]]:8: note: delete the copies, and empty the other object in a move: 'handle(std::exchange(other.handle, nullptr))'
  explicit copied(frame handle) : handle(handle) {}
  struct promise_type : promise_base {
    copied get_return_object();
  };
  ~copied() { handle.destroy(); }
  frame handle;
};
class default_move {
public:
  default_move(default_move &&) = default;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a default move leaves 'handle' in both objects, and both destroy the coroutine
  ~default_move() {
    if (handle && handle.done())
      handle.destroy();
  }

private:
  frame handle;
  std::unique_ptr<int> more;
};
class assigned {
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'assigned' can be assigned, and both objects then destroy the coroutine in 'handle'
public:
  struct promise_type : promise_base {
    assigned get_return_object();
  };
  assigned(const assigned &) = delete;
  ~assigned() { reset(); }

private:
  void reset() {
    if (handle)
      handle.destroy();
  }
  frame handle;
};
template <class T> class templated {
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'templated' can be copied
public:
  struct promise_type : promise_base {
    templated get_return_object();
  };
  ~templated() {
    if (handle)
      handle.destroy();
  }

private:
  std::coroutine_handle<promise_type> handle;
};
template class templated<int>;
template class templated<short>;
template <class T> struct pattern_only {
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'pattern_only' can be copied
  struct promise_type : promise_base {
    pattern_only get_return_object();
  };
  ~pattern_only() {
    if (handle)
      handle.destroy();
  }
  std::coroutine_handle<promise_type> handle;
};

// No task, but copied here.
struct wrapper {
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'wrapper' can be copied
  ~wrapper() { handle.destroy(); }
  frame handle;
};
void keep(std::vector<wrapper> &all, const wrapper &one) { all.push_back(one); }

// Nothing to say: moves that empty, no copies, counted or flagged owners.
class moved {
public:
  moved(moved &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~moved() {
    if (handle)
      handle.destroy();
  }

private:
  frame handle;
};
struct awaiter {
  ~awaiter() { handle.destroy(); }
  frame handle;
};
awaiter make_awaiter(frame handle) { return awaiter{handle}; }
struct pinned {
  pinned(const pinned &) = delete;
  pinned &operator=(const pinned &) = delete;
  ~pinned() { handle.destroy(); }
  frame handle;
};
struct uncopyable {
  uncopyable() = default;
  uncopyable(const uncopyable &) = delete;
};
struct derived : uncopyable {
  ~derived() { handle.destroy(); }
  frame handle;
};
struct with_member {
  ~with_member() { handle.destroy(); }
  frame handle;
  std::unique_ptr<int> more;
};
struct counted {
  ~counted() {
    if (--*count == 0)
      handle.destroy();
  }
  frame handle;
  std::shared_ptr<int> count;
};
struct looks {
  ~looks() { handle.address(); }
  frame handle;
};
template <class T> struct holds {
  ~holds() { handle.destroy(); }
  frame handle;
  T value;
};
template struct holds<std::unique_ptr<int>>;

// --- frames that end themselves --------------------------------------------------

struct destroyed_twice {
  struct promise_type {
    destroyed_twice get_return_object() {
      return destroyed_twice(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: the coroutine destroys itself at its end, and 'destroyed_twice' destroys it once more
    // CHECK-NOTES: :[[@LINE+11]]:14: note: here, with a handle of what is gone
    // CHECK-NOTES: :[[@LINE+15]]:17: note: 'ends' can come to its end
    // CHECK-NOTES: :[[@LINE-4]]:24: note: suspend at the end, and leave the frame to 'destroyed_twice'
    // CHECK-FIXES-NOTES: {{^}}    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  destroyed_twice(destroyed_twice &&other)
      : handle(std::exchange(other.handle, nullptr)) {}
  ~destroyed_twice() {
    if (handle)
      handle.destroy();
  }
  explicit destroyed_twice(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};
destroyed_twice ends() { co_await std::suspend_always(); }

struct asked {
  struct promise_type : promise_base {
    asked get_return_object();
    auto final_suspend() noexcept { return std::suspend_never(); }
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the coroutine destroys itself at its end, and 'asked' asks it afterwards whether it is done
    // CHECK-NOTES: :[[@LINE+6]]:20: note: here, with a handle of what is gone
    // CHECK-NOTES: :[[@LINE+10]]:15: note: this one can come to its end
    // CHECK-NOTES: :[[@LINE-4]]:10: note: suspend at the end, and leave the frame to 'asked'
  };
  bool step() {
    handle.resume();
    return !handle.done();
  }
  bool over() const { return handle.done(); }
  std::coroutine_handle<promise_type> handle;
};
auto lambda = []() -> asked { co_await std::suspend_always(); };

// Nothing to say: it never ends; its holder is told; its holder lets go of it.
struct endless {
  struct promise_type : promise_base {
    endless get_return_object();
    std::suspend_never final_suspend() noexcept { return {}; }
  };
  endless(endless &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~endless() {
    if (handle)
      handle.destroy();
  }
  frame handle;
};
endless counts() {
  for (;;)
    co_await std::suspend_always();
}
struct told {
  struct promise_type : promise_base {
    told *holder = nullptr;
    ~promise_type() { holder->handle = nullptr; }
    told get_return_object();
    std::suspend_never final_suspend() noexcept { return {}; }
  };
  told(told &&other);
  ~told() {
    if (handle)
      handle.destroy();
  }
  frame handle;
};
told tells() { co_return; }
struct lets_go {
  struct promise_type : promise_base {
    lets_go get_return_object();
    std::suspend_never final_suspend() noexcept { return {}; }
  };
  lets_go(lets_go &&other) : handle(std::exchange(other.handle, nullptr)) {}
  ~lets_go() {
    if (handle)
      handle.destroy();
  }
  void run() { std::exchange(handle, nullptr).resume(); }
  frame handle;
};
lets_go runs() { co_return; }

// --- stacks that grow ------------------------------------------------------------

template <class Finish> struct chained {
  struct promise_type {
    frame waiter;
    std::atomic<bool> ready = false;
    chained get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    Finish final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  bool await_ready() { return false; }
  frame await_suspend(frame waiter) {
    handle.promise().waiter = waiter;
    return handle;
  }
  void await_resume() {}
  std::coroutine_handle<promise_type> handle;
};
struct never_ready {
  bool await_ready() noexcept { return false; }
  void await_resume() noexcept {}
};
struct on_top : never_ready {
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> ended) noexcept {
    if (ended.promise().waiter)
      ended.promise().waiter.resume();
    // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: the coroutine that waits is resumed on top of the one that ends
    // CHECK-NOTES: :[[@LINE+10]]:5: note: this loop awaits a task that is done at once; each turn leaves its frames on the stack
    // CHECK-NOTES: :[[@LINE-5]]:8: note: return its handle from 'await_suspend'
  }
};
chained<on_top> at_once(bool wait) {
  if (wait)
    co_await std::suspend_always();
}
chained<on_top> many() {
  for (int i = 0; i < 1000000; ++i)
    co_await at_once(false);
}

// Nothing to say: transferred, by flags, not in a loop, or never done at once.
struct transfers : never_ready {
  template <class Promise>
  frame await_suspend(std::coroutine_handle<Promise> ended) noexcept {
    return ended.promise().waiter;
  }
};
chained<transfers> transferred() { co_return; }
chained<transfers> many_transferred() {
  for (int i = 0; i < 1000000; ++i)
    co_await transferred();
}
struct by_flags : never_ready {
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> ended) noexcept {
    if (ended.promise().ready.exchange(true))
      ended.promise().waiter.resume();
  }
};
chained<by_flags> flagged() { co_return; }
chained<by_flags> many_flagged() {
  for (int i = 0; i < 1000000; ++i)
    co_await flagged();
}
struct on_top_once : never_ready {
  void
  await_suspend(std::coroutine_handle<chained<on_top_once>::promise_type> ended)
      noexcept {
    ended.promise().waiter.resume();
  }
};
chained<on_top_once> waits() { co_await std::suspend_always(); }
chained<on_top_once> done_at_once() { co_return; }
chained<on_top_once> few() {
  co_await done_at_once();
  for (int i = 0; i < 1000000; ++i)
    co_await waits();
}

// --- awaiters that are gone -------------------------------------------------------

struct to_thread {
  int started = 0;
  bool await_ready() { return false; }
  void await_suspend(frame waiter) {
    std::thread([waiter] { waiter.resume(); }).detach();
    ++started;
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the awaiter may be gone here: its coroutine runs on in another thread
    // CHECK-NOTES: :[[@LINE-3]]:5: note: the thread gets the handle here
    // CHECK-NOTES: :[[@LINE+8]]:3: note: the awaiter is a temporary of the coroutine
    // CHECK-NOTES: :[[@LINE-4]]:7: note: take what you need into locals before
  }
  void await_resume() {}
};
home::lazy<> hop();
home::lazy<> hops() {
  co_await hop();
  co_await to_thread();
}

// Nothing to say: done before, of another object, or of one that stays.
struct in_time {
  int started = 0;
  int *count = nullptr;
  bool await_ready() { return false; }
  void await_suspend(frame waiter) {
    ++started;
    int *counter = count;
    std::thread thread([waiter, this] { waiter.resume(); });
    ++*counter;
    thread.detach();
  }
  void await_resume() {}
};
struct stays {
  std::thread worker;
  bool await_ready() { return false; }
  void await_suspend(frame waiter) {
    std::thread started(waiter);
    worker.swap(started);
  }
  void await_resume() {}
} stays_here;
home::lazy<> stay() {
  co_await in_time();
  co_await stays_here;
}
