// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A library that says by <corolint/annotations.hpp> what its functions and types
// are (SAID), and the same library without a word (UNSAID). What neither knows
// by name shows here in a finding that comes or goes, or in --dump-facts.
//
// test/house/annotations.py takes the words away one at a time.
//
// RUN: %check --check 'coro-*' --option 'coro.AlsoBlocking=files;locks' --suffix SAID
// RUN: rm -rf %t && mkdir -p %t/corolint
// RUN: sed 's/\[\[clang::annotate.*//' %root/runtime/include/corolint/annotations.hpp > %t/corolint/annotations.hpp
// RUN: %check --check 'coro-*' --option 'coro.AlsoBlocking=files;locks' --suffix UNSAID -- -I%t
// RUN: %corolint --dump-facts %s -- -std=c++20 -I%inputs -I%root/runtime/include | FileCheck %s

// No compiler has a word to say about it.
// RUN: %clangxx -std=c++20 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I%inputs -I%root/runtime/include %s
// RUN: %gxx -std=c++20 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I%inputs -I%root/runtime/include %s

#include "corolint/annotations.hpp"
#include "home.h"
#include <chrono>
#include <string>
#include <utility>

namespace mine {

template <class T = void> using task = home::lazy<T>;

struct handle {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  COROLINT_DETACH void detach();
  void *state;
};
struct COROLINT_DROPS_ERRORS careless {};
struct COROLINT_DISCARDABLE loose_handle {
  std::string name;
};
struct COROLINT_MUST_USE outcome {
  int code = 0;
};
class COROLINT_MUTEX spinlock {
public:
  void lock();
  void unlock();
  int word = 0;
};
class COROLINT_LOCK_GUARD exclusive {
public:
  explicit exclusive(int &word);
  ~exclusive();
};
template <class T> struct sequence {
  T &front();
  const T *begin() const;
  void push_back(T);
  void clear();
};
template <class T> struct COROLINT_MOVES_ELEMENTS row : sequence<T> {};
template <class T> struct COROLINT_MOVES_ITERATORS ring : sequence<T> {
  struct iterator {
    int operator*();
  };
  iterator begin();
};
template <class T> struct COROLINT_KEEPS_ELEMENTS chain : sequence<T> {};
class COROLINT_LAZY_AWAITABLE operation {
public:
  ~operation();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
class COROLINT_SCOPE nursery {
public:
  ~nursery();
  COROLINT_SPAWN void start(task<>);
  task<> wait();
};

COROLINT_SPAWN handle go(task<>);
COROLINT_SPAWN loose_handle throw_in(task<>);
COROLINT_SPAWN void launch(task<>, careless);
COROLINT_SPAWN void now(task<>);
COROLINT_SPAWN_LATER void soon(task<>);
template <class... Tasks> COROLINT_COMBINATOR operation all(Tasks...) {
  return {};
}
COROLINT_BRIDGE void run(task<>);
template <class Function>
COROLINT_SPAWN COROLINT_OWNS_CLOSURE void keep(Function) {}
template <class Function> COROLINT_CONTINUATION_SINK void post(Function) {}
COROLINT_JOIN void wait_for_all();

COROLINT_ORDERED task<int> roll(int dice);
COROLINT_SLEEP operation rest(std::chrono::milliseconds);
COROLINT_YIELD operation others_first();
template <class Function> COROLINT_OFFLOAD operation elsewhere(Function) {
  return {};
}
operation connect();
COROLINT_RESUMES_ELSEWHERE operation to_the_pool();
struct COROLINT_THREAD_POOL workers {
  operation turn();
};
struct COROLINT_STAYS_ON_THREAD pinned {
  struct promise_type : home::result<void> {
    pinned get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
};
COROLINT_THREAD_BOUND int &own_counter();
COROLINT_LAST_ERROR int last_error();
int remove(const char *name);
COROLINT_BLOCKS int query();
COROLINT_BLOCKS_FOR bool poll(std::chrono::milliseconds);
COROLINT_BLOCKS_ON_FILE int load(const char *name);
COROLINT_BLOCKS_ON_LOCK void enter();
enum how { patiently, nowait };
COROLINT_BLOCKS_UNLESS_TOLD int reap(int child, how);
COROLINT_GIVES_DESCRIPTOR int dial(const char *number);
COROLINT_KEEPS_MODE void tune(int line, int speed);
COROLINT_BLOCKS_AS_GIVEN char hear(int line);
struct thread_guard {
  void *state;
};
COROLINT_WAITS_AT_END thread_guard begin_thread();
struct answer {
  COROLINT_SETTLES bool is_there() const;
  COROLINT_BLOCKS int take();
};
template <class Function> COROLINT_INVOKES void each(Function) {}
COROLINT_NON_BLOCKING inline int cached() {
  static const int value = query(); // once
  return value;
}

} // namespace mine

using mine::task;

void use(const std::string &);
task<> work();
task<> reads(const std::string &text) {
  co_await home::pause();
  use(text);
}
task<> reads_first(const std::string &text) {
  use(text);
  co_await home::pause();
}

task<> spawn() {
  mine::go(work());
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: task 'work' is started and then dropped [coro-discarded-task-handle]
  co_return;
}
task<> spawn_later() {
  std::string text;
  mine::now(reads_first(text));
  mine::soon(reads_first(text));
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:26: warning: the task outlives 'text', which coroutine 'reads_first' takes by reference [coro-dangling-argument]
  co_return;
}
task<> combinator() {
  mine::all(work());
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'all' does nothing here: what it returns starts only when it is awaited, and is dropped [coro-discarded-coroutine]
  auto both = mine::all(reads(std::string("gone")), work());
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:31: warning: the task outlives this temporary, which coroutine 'reads' takes by reference [coro-dangling-argument]
  co_await both;
}
task<> detach() {
  std::string text;
  mine::go(reads(text)).detach();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:18: warning: the task outlives 'text', which coroutine 'reads' takes by reference [coro-dangling-argument]
  co_return;
}
task<> continuation_sink(std::string text) {
  mine::post([text]() -> task<> {
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:14: warning: the task outlives this closure, which holds its captures [coro-dangling-capture]
    co_await home::pause();
    use(text);
  });
  co_return;
}
task<> owns_closure() {
  std::string text;
  mine::keep([&text]() -> task<> {
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:16: warning: the task outlives 'text', which it captures by reference [coro-dangling-capture]
    // CHECK-FIXES-SAID: mine::keep([text]() -> task<> {
    co_await home::pause();
    use(text);
  });
  co_return;
}
task<> scope(bool hurry) {
  mine::nursery tasks;
  std::string text;
  tasks.start(reads(text));
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:21: warning: the task on 'tasks' outlives 'text', which is declared after it [coro-scope-outlived-resource]
  if (hurry)
    co_return;
  co_await tasks.wait();
}

// Who lends it waits for nothing, or for everything.
task<> starts(const std::string &text) {
  mine::now(reads(text));
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:19: warning: the task outlives what the caller lends as 'text' [coro-dangling-parameter]
  co_return;
}
task<> lends() {
  std::string text;
  co_await starts(text);
}
task<> starts_joined(const std::string &text) {
  mine::now(reads(text));
  co_return;
}
task<> join() {
  std::string text;
  co_await starts_joined(text);
  mine::wait_for_all();
}
void starts_run(const std::string &text) { mine::now(reads(text)); }
#define WAIT_FOR(TASK) mine::run(TASK)
task<> bridge() {
  std::string text;
  starts_run(text);
  WAIT_FOR(work()); // within a macro, where no fix takes it away
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::run' blocks the thread of this coroutine until 'work' is done, which may need that thread [coro-sync-wait]
  co_return;
}

class session {
public:
  COROLINT_SHARES_ITSELF std::pair<session *, std::string> owner();
  void begin() {
    mine::now(serve());
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:15: warning: the task may outlive this 'session', whose members it uses [coro-dangling-this]
  }

private:
  task<> serve() {
    co_await home::pause();
    use(name);
  }
  std::string name;
};

task<> mutex(mine::spinlock &lock) {
  lock.lock();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: the lock that is taken here is held while the coroutine is suspended [coro-lock-across-await]
  co_await home::pause();
  lock.unlock();
}
task<> lock_guard(int &word) {
  mine::exclusive held(word);
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:19: warning: 'held' holds a lock while the coroutine is suspended [coro-lock-across-await]
  co_await home::pause();
}

class shelf {
public:
  void put(int n) {
    row.push_back(n);
    ring.push_back(n);
    chain.clear();
  }
  task<int> moves_elements() {
    int &first = row.front();
    co_await home::pause();
    co_return first;
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:15: warning: 'first' is used after a suspension, when 'row' may have changed [coro-iterator-across-await]
  }
  task<int> moves_iterators() {
    auto first = ring.begin();
    int &same = ring.front();
    co_await home::pause();
    co_return *first + same;
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:16: warning: 'first' is used after a suspension, when 'ring' may have changed [coro-iterator-across-await]
  }
  task<int> keeps_elements() {
    int &first = chain.front();
    co_await home::pause();
    co_return first;
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:15: warning: 'first' is used after a suspension, when 'chain' may have changed [coro-iterator-across-await]
  }

private:
  mine::row<int> row;
  mine::ring<int> ring;
  mine::chain<int> chain;
};

task<int> ordered() {
  auto first = co_await mine::roll(1);
  // CHECK-MESSAGES-UNSAID: :[[@LINE-1]]:16: warning: 'first' is awaited before 'second' is even started, although neither needs the other [coro-sequential-await]
  auto second = co_await mine::roll(2);
  co_return first - second;
}
task<mine::outcome> save();
task<> must_use() {
  co_await save();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: the 'mine::outcome' that this await gives is dropped [coro-discarded-result]
}
task<> lazy_awaitable() {
  mine::connect();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'connect' does nothing here: what it returns starts only when it is awaited, and is dropped [coro-discarded-coroutine]
  co_return;
}
task<> fails() {
  throw 1;
  co_return;
}
task<> drops_errors() {
  mine::launch(fails(), mine::careless());
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: what 'fails' throws disappears: 'careless' drops it [coro-swallowed-exception]
  co_return;
}
task<> discardable() {
  mine::throw_in(work());
  co_return;
}

namespace mine {
struct COROLINT_CANCELLATION stopped {};
struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
job cancellation() {
  for (;;)
    try {
      co_await home::pause();
    } catch (...) {
      // CHECK-MESSAGES-SAID: :[[@LINE-1]]:7: warning: the cancellation of the task is caught as well, and the loop goes on [coro-swallowed-exception]
    }
}
} // namespace mine

task<> invokes() {
  mine::each([] { mine::query(); });
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:14: warning: this lambda blocks the thread of this coroutine: it comes to call 'mine::query' [coro-blocking-call]
  co_return;
}
task<> blocks() {
  mine::query();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::query' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_await mine::to_the_pool();
  mine::query();
}
task<> thread_pool(mine::workers &workers) {
  co_await workers.turn();
  mine::query();
}
task<> blocks_for() {
  mine::poll(std::chrono::milliseconds(0));
  mine::poll(std::chrono::milliseconds(1));
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::poll' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_return;
}
task<> non_blocking() {
  mine::cached();
  co_return;
}
task<> blocks_on_file() {
  mine::load("it");
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::load' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_return;
}
task<> blocks_on_lock() {
  mine::enter();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::enter' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_return;
}
task<> blocks_unless_told(mine::how how) {
  mine::reap(1, mine::nowait);
  mine::reap(1, how);
  mine::reap(1, mine::patiently);
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::reap' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_return;
}
task<> descriptors(int given) {
  int line = mine::dial("112");
  mine::tune(line, 9600);
  mine::hear(line);
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::hear' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  mine::hear(given);
  co_return;
}
task<> waits_at_end() {
  mine::begin_thread();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::begin_thread' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_return;
}
task<> settles(mine::answer one, mine::answer other) {
  if (one.is_there())
    one.take();
  other.take();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: 'mine::answer::take' blocks the thread of this coroutine, and with it everything else on the loop [coro-blocking-call]
  co_return;
}

bool ready = false;
task<> sleep() {
  while (!ready)
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: this loop looks at 'ready' again and again until somebody changes it [coro-busy-wait]
    co_await mine::rest(std::chrono::milliseconds(1));
}
task<> yield() {
  while (!ready)
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:3: warning: this loop looks at 'ready' again and again until somebody changes it [coro-busy-wait]
    co_await mine::others_first();
}

// No check reads this one; it is a fact.
task<> thread_bound() {
  int &count = mine::own_counter();
  // CHECK-MESSAGES-SAID: :[[@LINE-1]]:8: warning: 'count' refers to what 'own_counter' gives this thread, and is used when the coroutine may be on another one [coro-thread-local-across-await]
  co_await home::pause();
  ++count;
}
thread_local int counter = 0;
mine::pinned stays_on_thread() {
  int &count = counter;
  // CHECK-MESSAGES-UNSAID: :[[@LINE-1]]:8: warning: 'count' refers to this thread's 'counter', and is used when the coroutine may be on another one [coro-thread-local-across-await]
  co_await home::pause();
  ++count;
}
task<int> last_error() {
  if (mine::remove("it") < 0) {
    co_await home::pause();
    co_return mine::last_error();
    // CHECK-MESSAGES-SAID: :[[@LINE-1]]:15: warning: 'last_error' is read after a suspension, and has the error of whatever ran meanwhile [coro-thread-local-across-await]
  }
  co_return 0;
}

// CHECK-LABEL: function 'facts'
task<> facts() {
  co_await mine::elsewhere([] { return mine::query(); });
  // CHECK: calls 'elsewhere' at [[@LINE-1]]:12: offload
}
