// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --suffix MOVES
// RUN: %check --option SingleThreaded=true

#include <aio/aio.hpp>
#include "generator.h"
#include "home.h"

#include <cerrno>
#include <fcntl.h>
#include <pthread.h>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <unordered_map>

using home::lazy;

struct statistics {
  int handled = 0;
  int bytes[4] = {};
  static thread_local statistics own;
  void add(int);
};
thread_local int counter = 0;
thread_local statistics mine;
thread_local std::string name;
thread_local char scratch[256];
thread_local statistics *current = nullptr;
thread_local const int limit = 3;

lazy<int> read();
bool flag();
void use(int);
void use(const void *);
void use(std::string_view);

// --- references and pointers -------------------------------------------------------

lazy<> a_reference() {
  int &count = counter;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:8: warning: 'count' refers to this thread's 'counter', and is used when the coroutine may be on another one [coro-thread-local-across-await]
  // CHECK-NOTES-MOVES: :[[@LINE+4]]:3: note: the coroutine suspends here
  // CHECK-NOTES-MOVES: :[[@LINE+4]]:5: note: 'count' is used here
  // CHECK-NOTES-MOVES: :[[@LINE+3]]:5: note: obtain it again after the await, or copy the value
  ++count;
  co_await read();
  ++count;
}
lazy<> pointers() {
  int *count = &counter;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:8: warning: 'count' refers to this thread's 'counter'
  auto *bytes = mine.bytes;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'bytes' refers to this thread's 'mine'
  statistics *all;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:15: warning: 'all' refers to this thread's 'own'
  all = &statistics::own;
  co_await read();
  use(*count);
  bytes[0] = 1;
  all->handled++;
}
lazy<> a_part() {
  auto &handled = statistics::own.handled;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'handled' refers to this thread's 'own'
  handled += co_await read();
}
lazy<> views() {
  std::string_view view = name;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:20: warning: 'view' refers to this thread's 'name'
  std::span<char> into(scratch);
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:19: warning: 'into' refers to this thread's 'scratch'
  co_await read();
  use(view);
  use(into.data());
}

// What a function gives, by its visible body.
statistics &local_statistics() { return statistics::own; }
statistics *pointer_to_statistics() { return &local_statistics(); }
std::string &local_name() {
  thread_local std::string kept = "nobody";
  return kept;
}
lazy<> given() {
  auto &all = local_statistics();
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'all' refers to this thread's 'own'
  auto *other = pointer_to_statistics();
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'other' refers to this thread's 'own'
  auto &kept = local_name();
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'kept' refers to this thread's 'kept'
  co_await read();
  use(all.handled);
  other->add(1);
  use(kept);
}
lazy<> of_a_key(pthread_key_t key) {
  auto *all = static_cast<statistics *>(pthread_getspecific(key));
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'all' refers to what 'pthread_getspecific' gives this thread, and is used when the coroutine may be on another one
  co_await read();
  all->add(1);
}
[[clang::annotate("corolint::thread-bound")]] statistics *context();
lazy<> annotated() {
  auto *all = context();
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'all' refers to what 'context' gives this thread
  co_await read();
  all->add(1);
}

// The object is named before what it is given is awaited.
lazy<> named_before() {
  mine.add(co_await read());
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:3: warning: 'mine' is this thread's, and is used when the coroutine may be on another one
  // CHECK-NOTES-MOVES: :[[@LINE-2]]:12: note: the coroutine suspends here
  // CHECK-NOTES-MOVES: :[[@LINE-3]]:3: note: await first, and then name it
}

// In the next turn, and on one path only.
lazy<> in_a_loop() {
  auto &count = counter;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'count' refers to this thread's 'counter'
  for (int i = 0; i < 3; ++i) {
    ++count;
    co_await read();
  }
}
lazy<> on_one_path() {
  int *count = &counter;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:8: warning: 'count' refers to this thread's 'counter'
  if (flag())
    co_await read();
  ++*count;
}

#define COUNT(NAME) auto &NAME = counter
template <class T> lazy<> templated() {
  COUNT(count);
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'count' refers to this thread's 'counter'
  T &other = local_statistics();
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:6: warning: 'other' refers to this thread's 'own'
  co_await read();
  ++count;
  other.handled = 0;
}
template lazy<> templated<statistics>();
auto lambda = []() -> lazy<> {
  auto &count = counter;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'count' refers to this thread's 'counter'
  co_await read();
  ++count;
};

// --- ids ---------------------------------------------------------------------------

std::unordered_map<std::thread::id, statistics> by_thread;
statistics slots[16];

lazy<> ids() {
  auto id = std::this_thread::get_id();
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:8: warning: 'id' tells this thread by 'get_id', and picks an element when the coroutine may be on another one
  auto slot = std::hash<std::thread::id>{}(std::this_thread::get_id()) % 16;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:8: warning: 'slot' tells this thread by 'get_id'
  auto &all = by_thread[std::this_thread::get_id()];
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:9: warning: 'all' refers to what 'get_id' gives this thread
  co_await read();
  by_thread[id].add(1);
  slots[slot].add(1);
  all.add(1);
}

// --- the error number, on a single thread as well -------------------------------------

lazy<> log(const char *what);
[[noreturn]] void fail(int error);

lazy<int> reads(int file, char *into) {
  auto n = ::read(file, into, 1);
  co_await home::pause();
  if (n < 0)
    fail(errno);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'errno' is read after a suspension, and has the error of whatever ran meanwhile [coro-thread-local-across-await]
  // CHECK-NOTES: :[[@LINE-4]]:3: note: the coroutine suspends here
  // CHECK-NOTES: :[[@LINE-6]]:12: note: the error of 'read' is meant
  // CHECK-NOTES: :[[@LINE-6]]:3: note: keep the error in a local before this
  co_return static_cast<int>(n);
}
aio::task<int> opens(const char *path) {
  int file;
  if ((file = ::open(path, O_RDONLY)) == -1) {
    co_await aio::sleep(std::chrono::milliseconds(1));
    if (errno == EACCES)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'errno' is read after a suspension
      fail(1);
  }
  co_return file;
}
lazy<int> leaves_early(const char *path) {
  int file = ::open(path, O_RDONLY);
  if (file >= 0)
    co_return file;
  co_await log("cannot open");
  fail(errno);
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'errno' is read after a suspension
}
lazy<> in_a_condition(int file, char *into) {
  auto n = ::read(file, into, 1);
  co_await home::pause();
  use(n < 0 && errno == EINTR ? 0 : 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'errno' is read after a suspension
}
lazy<> directly(const char *path) {
  if (::unlink(path) != 0) {
    co_await log("cannot remove");
    fail(errno);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'errno' is read after a suspension
  }
}
generator<int> yields(const char *path) {
  if (::unlink(path) < 0) {
    co_yield 1;
    fail(errno);
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'errno' is read after a suspension
  }
}
extern "C" unsigned long GetLastError();
extern "C" int DeleteFileA(const char *);
lazy<> windows(const char *path) {
  if (!DeleteFileA(path)) {
    co_await log("cannot remove");
    use(GetLastError());
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'GetLastError' is read after a suspension
  }
}
lazy<> kept() {
  int &error = errno;
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'error' refers to the error number of this thread, which others set while the coroutine is suspended
  co_await read();
  use(error);
}

// --- silent: references --------------------------------------------------------------

lazy<> used_before() {
  int &count = counter;
  ++count;
  co_await read();
}
lazy<> obtained_again() {
  int *count = &counter;
  ++*count;
  co_await read();
  count = &counter;
  ++*count;
  for (int i = 0; i < 3; ++i) {
    auto &all = local_statistics();
    all.add(i);
    co_await read();
  }
}
lazy<> the_variable_itself() {
  ++counter;
  co_await read();
  ++counter;
  counter += co_await read();
  name = std::to_string(co_await read());
}
lazy<> copies() {
  int before = counter;
  statistics all = mine;
  statistics *kept = current; // what it leads to need not be the thread's
  co_await read();
  use(before);
  use(all.handled);
  kept->add(1);
}
lazy<> never_changes() {
  const int &most = limit;
  co_await read();
  use(most);
}
lazy<> compared() {
  int *before = &counter;
  auto &all = local_statistics();
  co_await read();
  use(before == &counter);
  use(&all != &local_statistics());
  if (before)
    use(1);
}
lazy<> never_suspends() {
  int &count = counter;
  co_await home::ready_at_once();
  ++count;
}
lazy<> elsewhere() {
  auto later = [] {
    int &count = counter;
    ++count;
  };
  co_await read();
  later();
}
int shared_count = 0;
int &shared() { return shared_count; }
int &either() {
  if (flag())
    return shared_count;
  return counter;
}
lazy<> not_the_threads_own() {
  int &count = shared();
  int &unknown = either();
  co_await read();
  ++count;
  ++unknown;
}
generator<int> resumed_by_its_consumer() {
  int &count = counter;
  co_yield 1;
  ++count;
}
aio::task<> stays_on_its_loop() {
  int &count = counter;
  co_await aio::sleep(std::chrono::milliseconds(1));
  ++count;
  mine.add(co_await aio::to_thread([] { return 1; }));
}

// --- silent: ids -----------------------------------------------------------------------

lazy<bool> has_moved() {
  auto before = std::this_thread::get_id();
  auto self = pthread_self();
  co_await read();
  use(pthread_equal(self, pthread_self()));
  co_return before != std::this_thread::get_id();
}
lazy<> looked_up_at_once() {
  auto id = std::this_thread::get_id();
  by_thread[id].add(1);
  co_await read();
  by_thread[std::this_thread::get_id()].add(1);
}

// --- silent: the error number --------------------------------------------------------------

lazy<int> in_time(int file, char *into) {
  auto n = ::read(file, into, 1);
  if (n < 0)
    fail(errno);
  int error = 0;
  if (n == 0)
    error = errno;
  co_await home::pause();
  if (n == 0)
    fail(error);
  co_return 1;
}
lazy<int> called_again(int file, char *into) {
  ssize_t n = ::read(file, into, 1);
  while (n < 0 && errno == EAGAIN) {
    co_await home::pause();
    n = ::read(file, into, 1);
  }
  if (n < 0)
    fail(errno);
  co_return 1;
}
lazy<int> in_turns(int file, char *into) {
  while (true) {
    ssize_t n = ::read(file, into, 1);
    if (n >= 0)
      co_return 1;
    if (errno != EAGAIN)
      fail(errno);
    co_await home::pause();
  }
}
// An awaiter may set it as a call does.
lazy<int> async_read(int file);
lazy<bool> async_flush(int file);
lazy<> of_the_await(const char *path) {
  int file = ::open(path, O_RDONLY);
  if (file < 0)
    co_return;
  int n = co_await async_read(file);
  if (n < 0)
    fail(errno);
  if (bool done = co_await async_flush(file); !done)
    fail(errno);
  if (::unlink(path) < 0) {
    n = co_await async_read(file);
    if (n < 0)
      fail(errno);
  }
}
lazy<> of_a_truth(const char *path) {
  int file = ::open(path, O_RDONLY);
  if (file < 0)
    co_return;
  co_await home::pause();
  if (flag())
    fail(errno);
  co_await home::pause();
  use(errno);
}
lazy<> of_another_call(const char *path) {
  int file = ::open(path, O_RDONLY);
  if (file < 0) {
    co_await log("cannot open");
    int removed = ::unlink(path);
    use(errno);
    if (removed < 0)
      fail(errno);
  }
}
lazy<> written(const char *path) {
  if (::unlink(path) < 0) {
    co_await log("cannot remove");
    errno = 0;
  }
}

// --- awaits of coroutines that are here to be seen ---------------------------------

lazy<int> at_once() { co_return 1; }
lazy<int> perhaps() { co_return flag() ? co_await read() : 1; }
lazy<> goes_through(const char *path) {
  int &count = counter;
  count += co_await at_once();
  if (::unlink(path) < 0) {
    co_await at_once();
    use(errno);
  }
}
lazy<> may_suspend(const char *path) {
  int &count = counter;
  // CHECK-MESSAGES-MOVES: :[[@LINE-1]]:8: warning: 'count' refers to this thread's 'counter'
  count += co_await perhaps();
  if (::unlink(path) < 0) {
    co_await perhaps();
    use(errno);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'errno' is read after a suspension
  }
}
