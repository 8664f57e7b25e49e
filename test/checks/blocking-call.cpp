// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes --suffix NOTES

#include <aio/aio.hpp>
#include "home.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>
#include "generator.h"

#include <netdb.h>
#include <poll.h>
#include <unistd.h>

using namespace std::chrono_literals;
using aio::task;

task<> direct(std::future<int> future, std::thread &thread) {
  std::this_thread::sleep_for(10ms);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks the thread of this coroutine, and with it everything else on the loop
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await 'aio::sleep(10ms)' instead
  // CHECK-FIXES: {{^  }}co_await aio::sleep(10ms);
  sleep(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sleep' blocks the thread
  // CHECK-FIXES: co_await aio::sleep(std::chrono::seconds(2));
  ::usleep(20);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  // CHECK-FIXES: co_await aio::sleep(std::chrono::microseconds(20));
  unsigned left = sleep(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'sleep' blocks the thread
  // CHECK-FIXES: unsigned left = sleep(3);
  int value = future.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'std::future<int>::get' blocks the thread
  // CHECK-NOTES: :[[@LINE-2]]:15: note: 'std::future<int>::get' waits for whoever keeps the promise
  // CHECK-NOTES: :[[@LINE-3]]:15: note: run it on another thread: 'co_await aio::to_thread([&] { return future.get(); })'
  // CHECK-FIXES-NOTES: int value = co_await aio::to_thread([&] { return future.get(); });
  thread.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::thread::join' blocks the thread
  co_await aio::sleep(std::chrono::milliseconds(left + value));
}

task<> resolves(const char *name, addrinfo *result, pollfd *fds) {
  getaddrinfo(name, "80", nullptr, &result);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'getaddrinfo' blocks the thread
  poll(fds, 1, 1000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'poll' blocks the thread
  poll(fds, 1, 0);
  co_return;
}

// --- through functions of this file -----------------------------------------

static void lowest() { std::this_thread::sleep_for(1s); }
static void middle(bool deep) {
  if (deep)
    lowest();
}
template <class T> void generic(T) { middle(true); }
static int recursive(int n) { return n ? recursive(n - 1) : (middle(n), 0); }
struct device {
  void wait() { middle(false); }
};

task<> chains(device &d) {
  middle(true);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'middle' blocks the thread of this coroutine: it comes to call 'std::this_thread::sleep_for'
  // CHECK-NOTES: :[[@LINE-11]]:5: note: 'lowest' is called here
  // CHECK-NOTES: :[[@LINE-15]]:24: note: 'std::this_thread::sleep_for' is called here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: run it on another thread: 'co_await aio::to_thread([&] { return middle(true); })'
  generic(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'generic' blocks the thread of this coroutine
  recursive(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'recursive' blocks the thread of this coroutine
  d.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'device::wait' blocks the thread of this coroutine
  [&] { lowest(); }();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this lambda blocks the thread of this coroutine
  co_return;
}

// --- through what runs without being called ---------------------------------

struct connects {
  connects() { lowest(); }
};
struct connects_too : connects {
  int port = 0;
};
struct logs {
  ~logs() { lowest(); }
};
struct session {
  logs log;
};
struct interface {
  virtual void step() = 0;
  virtual ~interface() = default;
};
struct last final : interface {
  void step() override { lowest(); }
};
namespace {
struct known_here {
  virtual void step() = 0;
};
struct only_one : known_here {
  void step() override { lowest(); }
};
} // namespace
struct money {
  friend money operator+(money, money) {
    lowest();
    return {};
  }
};
void even(int n);
void odd(int n) {
  if (n)
    even(n - 1);
  lowest();
}
void even(int n) {
  if (n)
    odd(n - 1);
}

task<> constructs_and_destroys(logs *log) {
  connects first;
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the constructor of 'connects' blocks the thread of this coroutine: it comes to call 'std::this_thread::sleep_for'
  connects_too second;
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the constructor of 'connects_too' blocks the thread of this coroutine: it comes to call 'std::this_thread::sleep_for'
  session third;
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: the destructor of 'third' blocks the thread of this coroutine: it comes to call 'std::this_thread::sleep_for'
  // CHECK-NOTES: :[[@LINE+12]]:1: note: the destructor of 'third' runs here
  // CHECK-NOTES: :[[@LINE-42]]:8: note: the destructor of 'log' is called here
  // CHECK-NOTES: :[[@LINE-46]]:13: note: 'lowest' is called here
  // CHECK-NOTES: :[[@LINE-84]]:24: note: 'std::this_thread::sleep_for' is called here
  // CHECK-NOTES: :[[@LINE-6]]:11: note: await something that suspends instead, or run this on another thread
  auto fourth = std::make_unique<session>();
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: the destructor of 'fourth' blocks the thread of this coroutine
  delete log;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'logs' blocks the thread of this coroutine
  session moved;
  auto kept = std::make_shared<session>(std::move(moved));
  co_return;
}

task<> waits_at_the_end() {
  co_await aio::sleep(1ms);
  std::jthread worker([] { usleep(3); });
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the destructor of 'worker' blocks the thread of this coroutine, and with it everything else on the loop
  worker.request_stop();
}

task<> waits_no_more() {
  std::jthread detached([] { usleep(3); });
  detached.detach();
  std::jthread given_time([] { usleep(3); });
  {
    std::jthread done([] { usleep(3); });
    co_await aio::sleep(1ms);
  }
  std::jthread not_started;
}

task<> invokes(std::vector<std::thread> &all, std::vector<int> &numbers) {
  std::for_each(all.begin(), all.end(), [](std::thread &t) { t.join(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: this lambda blocks the thread of this coroutine: it comes to call 'std::thread::join'
  std::ranges::for_each(numbers, [](auto n) { usleep(n); });
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: this lambda blocks the thread of this coroutine: it comes to call 'usleep'
  auto later = std::bind([] { usleep(1); });
  co_return;
}

task<> dispatches(last &exact, interface &any, known_here &inner, money price) {
  exact.step();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'last::step' blocks the thread of this coroutine
  any.step();
  inner.step();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: '(anonymous namespace)::only_one::step' blocks the thread of this coroutine
  price = price + price;
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'operator+' blocks the thread of this coroutine
  even(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'even' blocks the thread of this coroutine
  odd(3);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'odd' blocks the thread of this coroutine
  co_return;
}

// Its own library has no word for sleeping.
home::lazy<> home_made() {
  usleep(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await something that suspends instead, or run this on another thread
  // CHECK-FIXES: {{^  }}usleep(1);
  co_return;
}
home::eager<> home_made_eager() {
  usleep(2);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  co_return;
}

template <class Duration> task<> instantiated_twice(Duration d) {
  std::this_thread::sleep_for(d);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks the thread
  co_return;
}
template task<> instantiated_twice(std::chrono::seconds);
template task<> instantiated_twice(std::chrono::minutes);

#define NAP usleep(3)
task<> in_a_macro() {
  NAP;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  // CHECK-FIXES: {{^  }}NAP;
  co_return;
}

// --- silent ------------------------------------------------------------------

void no_coroutine() { usleep(4); }

void promises_not_to() noexcept [[clang::nonblocking]];
[[clang::annotate("corolint::non-blocking")]] void looks_blocking() { usleep(5); }

struct base {
  virtual void step() { usleep(6); }
};

struct hop {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
[[clang::annotate("corolint::resumes-elsewhere")]] hop to_the_pool();

task<> silent(std::future<int> future, base &b, std::condition_variable &ready,
              std::unique_lock<std::mutex> &lock) {
  co_await aio::sleep(1ms);
  co_await aio::to_thread([] { usleep(7); });
  std::thread worker([] { usleep(8); });
  worker.detach();
  auto later = [] { usleep(9); };
  if (future.wait_for(0s) == std::future_status::ready)
    future.get();
  std::this_thread::sleep_for(0s);
  ready.wait_for(lock, std::chrono::seconds(0));
  promises_not_to();
  looks_blocking();
  b.step();
  using type = decltype(sleep(1));
  (void)sizeof(type);
  if constexpr (sizeof(int) == 1)
    usleep(10);
  usleep(11); // NOLINT(coro-blocking-call): once, at start-up
  (void)later;
}

// Nobody named this one: it keeps threads, so what awaits it moves to them.
class pool {
  std::vector<std::thread> workers;

public:
  hop schedule();
};
home::lazy<> awaited_on_the_pool() {
  usleep(15);
  co_return;
}
home::lazy<> awaited_on_both() {
  usleep(16);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread
  co_return;
}
home::lazy<> on_a_home_made_pool(pool &workers) {
  co_await awaited_on_both();
  co_await workers.schedule();
  usleep(14);
  co_await awaited_on_the_pool();
  co_await awaited_on_both();
}

// Not the C function: a coroutine of the same name, and somebody's own.
namespace mine {
home::lazy<> sleep(std::chrono::seconds);
home::lazy<> naps() { co_await sleep(1s); }
void usleep(int);
home::lazy<> own() {
  usleep(15);
  co_return;
}
} // namespace mine
home::lazy<> usleep(std::chrono::seconds);
home::lazy<> overloads_it() { co_await usleep(1s); }

home::lazy<> on_the_pool() {
  co_await to_the_pool();
  usleep(12);
}

generator<int> on_its_consumers_thread() {
  usleep(13);
  co_yield 1;
}

// What comes before the end of the program holds nobody up.
void last_words(bool fatal) {
  if (fatal) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    std::exit(1);
  }
}
aio::task<> logs(bool fatal) {
  last_words(fatal);
  co_return;
}
