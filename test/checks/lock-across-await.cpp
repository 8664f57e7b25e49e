// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "expected.h"
#include "home.h"

#include <mutex>
#include <shared_mutex>

using aio::task;

std::mutex mu;
std::shared_mutex shared_mu;
task<int> read();
bool flag();
void use(int);

// --- guards -------------------------------------------------------------------

task<> guarded() {
  std::lock_guard<std::mutex> guard(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:31: warning: 'guard' holds a lock while the coroutine is suspended
  // CHECK-NOTES: :[[@LINE+2]]:3: note: it suspends here; whoever wants the lock on this thread then waits for ever
  // CHECK-NOTES: :[[@LINE-3]]:31: note: release it before the await, or use a lock that can be awaited
  co_await read();
}
task<> deduced() {
  std::lock_guard guard(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'guard' holds a lock
  co_await read();
}
task<> in_an_initialiser() {
  std::unique_lock lock(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'lock' holds a lock
  // CHECK-NOTES: :[[@LINE+3]]:16: note: it suspends here
  // CHECK-NOTES: :[[@LINE+2]]:16: note: unlock 'lock' before
  // CHECK-FIXES-NOTES: {{^}}  lock.unlock();
  auto value = co_await read();
  use(value);
}
task<> in_an_if() {
  if (std::scoped_lock lock(mu, shared_mu); flag())
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'lock' holds a lock
    co_await read();
}
task<> shared() {
  std::shared_lock lock(shared_mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'lock' holds a lock
  for (int i = 0; i < 3; ++i)
    co_await read();
}
task<> on_one_path() {
  std::unique_lock lock(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'lock' holds a lock
  if (flag())
    lock.unlock();
  co_await read();
}
task<> locked_later() {
  std::unique_lock lock(mu, std::defer_lock);
  co_await read();
  lock.lock();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'lock' holds a lock
  co_await read();
}
void run(const std::lock_guard<std::mutex> &, int);
task<> temporary() {
  run(std::lock_guard{mu}, co_await read());
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the lock that is taken here is held while the coroutine is suspended
}

// --- wrappers -----------------------------------------------------------------

class holder {
  std::lock_guard<std::mutex> inside{mu};
};
class monitor {
public:
  void lock() { inside.lock(); }
  void unlock() { inside.unlock(); }

private:
  std::mutex inside;
};
class __attribute__((capability("mutex"))) capability {
public:
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};
class __attribute__((scoped_lockable)) scope_guard {
public:
  explicit scope_guard(capability &);
  ~scope_guard();
};
task<> wrapped(monitor &mine, capability &theirs) {
  holder held;
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'held' holds a lock
  std::unique_lock lock(mine);
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'lock' holds a lock
  scope_guard scoped(theirs);
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'scoped' holds a lock
  co_await read();
}
struct account {
  std::mutex mutex;
  home::lazy<> by_hand() {
    mutex.lock();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the lock that is taken here is held while the coroutine is suspended
    co_await home::pause();
    mutex.unlock();
  }
  home::lazy<> in_time() {
    mutex.lock();
    use(1);
    mutex.unlock();
    co_await home::pause();
  }
};

#define GUARD(NAME) std::lock_guard NAME(mu)
template <class T> task<> templated() {
  GUARD(guard);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'guard' holds a lock
  co_await read();
}
template task<> templated<int>();
template task<> templated<short>();

// Qt's, as the profile names them.
class QMutex {
public:
  void lock();
  void unlock();
};
template <class Mutex> class QMutexLocker {
public:
  explicit QMutexLocker(Mutex *mutex);
  ~QMutexLocker();
  void unlock();
};
task<> qt(QMutex &mutex) {
  QMutexLocker locker(&mutex);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'locker' holds a lock
  co_await read();
}

// --- silent ------------------------------------------------------------------

task<> released() {
  std::unique_lock lock(mu);
  use(1);
  lock.unlock();
  co_await read();
  lock.lock();
  use(2);
}
task<> in_an_inner_scope() {
  {
    std::lock_guard guard(mu);
    use(1);
  }
  co_await read();
}
task<> not_taken() {
  std::unique_lock deferred(mu, std::defer_lock);
  std::unique_lock tried(mu, std::try_to_lock);
  std::unique_lock<std::mutex> empty;
  co_await read();
}
void takes_over(std::unique_lock<std::mutex>);
void may_unlock(std::unique_lock<std::mutex> &);
task<> handed_on() {
  std::unique_lock lock(mu);
  takes_over(std::move(lock));
  std::unique_lock other(mu);
  may_unlock(other);
  co_await read();
}
task<> never_suspends() {
  std::lock_guard guard(mu);
  use(1);
  if (flag())
    co_return;
  use(2);
}
home::lazy<> ready() {
  std::lock_guard guard(mu);
  co_await home::ready_at_once();
}
// A lock that coroutines wait for may have a mutex inside.
class async_mutex {
public:
  home::pause lock_async();
  void lock();
  void unlock();

private:
  std::mutex inside;
};
task<> async_lock(aio::mutex &mutex, async_mutex &mine) {
  auto guard = co_await mutex.lock();
  std::unique_lock<async_mutex> adopted(mine, std::adopt_lock);
  co_await read();
}
int plain() {
  std::lock_guard guard(mu);
  auto later = []() -> task<> { co_await read(); };
  aio::run(later());
  return 1;
}

// --- awaits of coroutines that are here to be seen ----------------------------

task<int> at_once() { co_return 1; }
task<int> through() {
  co_return co_await at_once() + co_await [] -> task<int> { co_return 1; }();
}
task<int> odd(int n);
task<int> even(int n) { co_return n ? co_await odd(n - 1) : 1; }
task<int> odd(int n) { co_return n ? co_await even(n - 1) : co_await through(); }
task<> goes_through() {
  std::lock_guard guard(mu);
  use(co_await through() + co_await even(4));
}

task<int> perhaps() { co_return flag() ? co_await read() : 1; }
task<int> circle(int n) {
  if (n == 0)
    co_return co_await perhaps();
  co_return co_await circle(n - 1);
}
task<> suspends_far_away() {
  std::lock_guard guard(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'guard' holds a lock
  // CHECK-NOTES: :[[@LINE+3]]:7: note: it suspends here
  // CHECK-NOTES: :[[@LINE-3]]:19: note: release it before the await
  co_await at_once();
  use(co_await circle(3));
}

struct source {
  virtual task<int> next() { co_return 1; }
  virtual task<int> last() final { co_return 1; }
};
task<> of_an_overrider(source &from) {
  std::lock_guard guard(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'guard' holds a lock
  // CHECK-NOTES: :[[@LINE+3]]:7: note: it suspends here
  // CHECK-NOTES: :[[@LINE-3]]:19: note: release it before the await
  use(co_await from.last());
  use(co_await from.next());
}

// Its body runs when a queue comes to it.
void enqueue(std::coroutine_handle<>);
struct queued {
  struct promise_type {
    struct in_queue {
      bool await_ready() { return false; }
      void await_suspend(std::coroutine_handle<> body) { enqueue(body); }
      void await_resume() {}
    };
    queued get_return_object();
    in_queue initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  std::coroutine_handle<promise_type> body;
};
queued does_nothing() { co_return; }
task<> of_a_queued_one() {
  std::lock_guard guard(mu);
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'guard' holds a lock
  co_await does_nothing();
}

// --- coroutines that return a value: they go on, or are over ------------------

home::expected<int> parsed(const char *);
home::expected<int> parsed_under_a_lock(const char *text) {
  std::lock_guard guard(mu);
  co_return co_await parsed(text) + 1;
}
