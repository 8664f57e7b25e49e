// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using aio::task;

task<int> read();
task<> save(int);
void use(int);
task<> works() {
  co_await save(1);
}

// --- in a coroutine -----------------------------------------------------------

task<int> in_a_coroutine() {
  aio::run(save(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks the thread of this coroutine until 'save' is done, which may need that thread
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await 'save' instead
  // CHECK-FIXES: {{^}}  co_await save(1);
  int value = aio::run(read());
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'aio::run' blocks
  // CHECK-FIXES: {{^}}  int value = co_await read();
  co_return aio::run(read()) + value;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'aio::run' blocks
  // CHECK-FIXES: {{^}}  co_return (co_await read()) + value;
}
task<> shows_where_it_suspends() {
  aio::run(works());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks the thread of this coroutine until 'works' is done
  // CHECK-NOTES: :23:3: note: 'works' suspends here; whoever resumes it may have to wait for the blocked thread
  // CHECK-NOTES: :[[@LINE-3]]:3: note: await 'works' instead
  // CHECK-FIXES: {{^}}  co_await works();
  co_return;
}
task<> a_lambda() {
  aio::run([]() -> task<> { co_await save(1); }());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks the thread of this coroutine until the task is done
  // CHECK-NOTES: :[[@LINE-2]]:29: note: the task suspends here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: await the task instead
  // CHECK-FIXES: {{^}}  co_await []() -> task<> { co_await save(1); }();
  co_return;
}
task<> the_loop_itself() {
  aio::get_running_loop().run_until_complete(save(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::event_loop::run_until_complete' blocks
  co_return;
}
task<> several() {
  aio::run(aio::gather(works(), save(1)));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks
  co_return;
}
task<> all_of_them() {
  std::vector<task<>> tasks;
  tasks.push_back(works());
  aio::run(aio::gather(std::move(tasks)));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks the thread of this coroutine until 'works' is done
  co_return;
}
task<> a_handle() {
  aio::get_running_loop().run_until_complete(aio::create_task(save(1)));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::event_loop::run_until_complete' blocks
  co_return;
}
task<> kept() {
  auto reading = read();
  use(aio::run(std::move(reading)));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'aio::run' blocks the thread of this coroutine until 'read' is done
  co_return;
}

// --- where no await may stand, or would mean something else ---------------------

int total;
std::mutex mu;
task<> no_fix() {
  total += aio::run(read());
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'aio::run' blocks
  static int once = aio::run(read());
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'aio::run' blocks
  use(once);
  try {
    use(0);
  } catch (...) {
    use(aio::run(read()));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'aio::run' blocks
  }
  co_return;
}
task<> under_a_lock() {
  std::lock_guard guard(mu);
  aio::run(save(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks
  co_return;
}
#define WAIT(TASK) aio::run(TASK)
template <class T> task<> templated() {
  WAIT(save(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks
  co_return;
}
template task<> templated<int>();
template task<> templated<short>();

// --- through functions ----------------------------------------------------------

static int ordinary() { return aio::run(read()); }
static int two_away() { return ordinary() + 1; }
task<> through_functions() {
  use(two_away());
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'two_away' blocks the thread of this coroutine until 'read' is done: it comes to call 'aio::run'
  // CHECK-NOTES: :[[@LINE-4]]:32: note: 'ordinary' is called here
  // CHECK-NOTES: :[[@LINE-6]]:32: note: 'aio::run' is called here
  // CHECK-NOTES: :[[@LINE-7]]:41: note: return the task instead, and await it in the coroutine
  co_return;
}
static int even(int n);
static int odd(int n) { return n == 0 ? aio::run(read()) : even(n - 1); }
static int even(int n) { return n == 0 ? 0 : odd(n - 1); }
task<> through_recursion() {
  use(even(3));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'even' blocks the thread of this coroutine until 'read' is done: it comes to call 'aio::run'
  co_return;
}

// --- bridges of one's own -------------------------------------------------------

[[clang::annotate("corolint::bridge")]] int said_wait(home::lazy<int> task);
home::lazy<int> home_read();

template <class T>
static home::fire_and_forget deliver(home::lazy<T> task,
                                     std::promise<T> &promise) {
  promise.set_value(co_await task);
}
template <class T> static T promised_wait(home::lazy<T> task) {
  std::promise<T> promise;
  auto future = promise.get_future();
  deliver(std::move(task), promise);
  return future.get();
}
static home::fire_and_forget signal(home::lazy<int> task,
                                    std::binary_semaphore &done) {
  co_await task;
  done.release();
}
static void semaphore_wait(home::lazy<int> &&task) {
  std::binary_semaphore done(0);
  signal(std::move(task), done);
  done.acquire();
}
static int forwarded_wait(home::lazy<int> task) {
  return promised_wait(std::move(task));
}
home::lazy<> of_a_home_made_type() {
  use(said_wait(home_read()));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'said_wait' blocks the thread of this coroutine until 'home_read' is done
  // CHECK-FIXES: {{^}}  use((co_await home_read()));
  use(promised_wait(home_read()));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'promised_wait' blocks the thread of this coroutine until 'home_read' is done
  // CHECK-FIXES: {{^}}  use((co_await home_read()));
  semaphore_wait(home_read());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'semaphore_wait' blocks
  // CHECK-FIXES: {{^}}  co_await home_read();
  use(forwarded_wait(home_read()));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'forwarded_wait' blocks
  // CHECK-FIXES: {{^}}  use((co_await home_read()));
  co_return;
}

struct job {
  struct promise_type {
    std::binary_semaphore done{0};
    job get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept {
      done.release();
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  void get() { handle.promise().done.acquire(); }
  std::coroutine_handle<promise_type> handle;
};
job begin();
job asks_for_its_end() {
  begin().get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'job::get' blocks the thread of this coroutine until 'begin' is done
  job working = begin();
  working.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'job::get' blocks
  co_return;
}

// --- with an executor of its own ------------------------------------------------

class executor {
public:
  void add(std::coroutine_handle<>);
};
executor *pool();
[[clang::annotate("corolint::thread-bound")]] executor &this_threads();
template <class T> struct bound {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
[[clang::annotate("corolint::combinator")]] bound<int> on(executor &,
                                                          home::lazy<int>);
[[clang::annotate("corolint::bridge")]] int wait_on(home::lazy<int>,
                                                    executor *);
[[clang::annotate("corolint::bridge")]] int wait_on(home::lazy<int>,
                                                    std::shared_ptr<executor>);
[[clang::annotate("corolint::bridge")]] int wait_on(bound<int>);
[[clang::annotate("corolint::bridge")]] int
wait_at_most(home::lazy<int>, std::chrono::seconds, const std::string &name);
class worker {
  executor own;
  std::shared_ptr<executor> shared;
  // Whether those are the threads that run this coroutine, nobody sees.
  home::lazy<> waits_elsewhere() {
    use(wait_on(home_read(), &own));
    use(wait_on(home_read(), pool()));
    use(wait_on(home_read(), shared));
    use(wait_on(on(own, home_read())));
    auto kept = on(own, home_read());
    use(wait_on(std::move(kept)));
    co_return;
  }
  home::lazy<> waits_here() {
    use(wait_on(home_read(), &this_threads()));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'wait_on' blocks
    use(wait_at_most(home_read(), std::chrono::seconds(1), "reading"));
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'wait_at_most' blocks
    co_return;
  }
};

// --- for its turn alone ---------------------------------------------------------

[[clang::annotate("corolint::yield")]] home::pause next_turn();
struct [[clang::annotate("corolint::yield")]] turn : home::pause {};
struct scheduler {
  [[clang::annotate("corolint::yield")]] home::pause next_turn();
};
home::lazy<int> lets_others() {
  co_await next_turn();
  co_await turn();
  co_return 1;
}
home::lazy<int> lets_others_too() { co_return co_await lets_others(); }
home::lazy<int> comes_back(scheduler &loop) {
  co_await next_turn();
  co_await loop.next_turn();
  co_return 1;
}
// Perhaps the bridge gives turns while it waits.
home::lazy<> waits_for_a_turn() {
  use(said_wait(lets_others()));
  use(said_wait(lets_others_too()));
  co_return;
}
home::lazy<> waits_for_a_turn_of(scheduler &loop) {
  use(said_wait(comes_back(loop)));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'said_wait' blocks
  // CHECK-FIXES: {{^}}  use((co_await comes_back(loop)));
  co_return;
}

// --- what ends at once, and what joins that ----------------------------------------

struct failure {};
struct fallible {
  struct promise_type {
    struct finish {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type>) noexcept;
      void await_resume() noexcept {}
    };
    fallible get_return_object();
    std::suspend_always initial_suspend() { return {}; }
    finish final_suspend() noexcept { return {}; }
    finish yield_value(failure why) {
      error = why;
      return final_suspend();
    }
    template <class T> auto yield_value(std::pair<T, int> why) {
      return yield_value(why.first);
    }
    home::pause yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    failure error;
  };
  bool await_ready();
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>);
  void await_resume();
  std::coroutine_handle<promise_type> body;
};
[[clang::annotate("corolint::bridge")]] void wait_until_done(fallible);
[[clang::annotate("corolint::combinator")]] bound<int> or_error(fallible);
fallible fails() { co_yield failure(); }
fallible fails_otherwise() { co_yield std::pair(failure(), 1); }
fallible gives() { co_yield 1; }
fallible joins() { co_await or_error(fails()); }
fallible joins_another() { co_await or_error(gives()); }
home::lazy<> waits_for_an_end() {
  wait_until_done(fails());
  wait_until_done(fails_otherwise());
  wait_until_done(joins());
  wait_until_done(gives());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait_until_done' blocks
  // CHECK-FIXES: {{^}}  co_await gives();
  wait_until_done(joins_another());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait_until_done' blocks
  // CHECK-FIXES: {{^}}  co_await joins_another();
  co_return;
}

// --- the loop that the coroutine runs on ----------------------------------------

void starts_on_a_loop() {
  aio::event_loop loop;
  loop.create_task([&loop]() -> task<> {
      loop.run_forever();
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'aio::event_loop::run_forever' waits for the end of this coroutine, too: it was started on the loop that it runs here
      // CHECK-NOTES: :[[@LINE-2]]:7: note: await what should happen instead; the loop runs already
      co_return;
    }).detach();
  loop.run_forever();
}

// --- silent ----------------------------------------------------------------------

int top() { return aio::run(read()); }
task<> on_a_thread_of_its_own() {
  co_await aio::to_thread([] { use(aio::run(read())); });
  std::thread other([] { aio::run(save(1)); });
  other.detach();
}
task<> not_called() {
  auto later = [] { return aio::run(read()); };
  use(sizeof later);
  co_return;
}
task<int> at_once() { co_return 1; }
task<int> at_once_too() { co_return co_await at_once() + 1; }
task<> never_suspends() {
  use(aio::run(at_once()));
  use(aio::run(at_once_too()));
  aio::run(aio::gather(at_once(), at_once_too()));
  co_return;
}
home::lazy<> with_a_home_made_one() {
  use(promised_wait([]() -> home::lazy<int> { co_return 1; }()));
  co_return;
}
// Others may have run these.
task<> given(task<int> reading) {
  use(aio::run(std::move(reading)));
  co_return;
}
class client {
  job working = begin();
  job ask() {
    working.get();
    co_return;
  }
};
job after_an_await() {
  job working = begin();
  co_await begin();
  working.get();
}
job used_in_between(void (*wait)(job &)) {
  job working = begin();
  wait(working);
  working.get();
  co_return;
}
task<> on_another_loop() {
  aio::event_loop inner;
  inner.run_until_complete(save(1));
  co_return;
}
void nested() {
  aio::event_loop inner, outer;
  outer.create_task([&inner]() -> task<> {
      inner.run_forever();
      co_return;
    }).detach();
  outer.run_forever();
}
// Blocks, but not for the task.
class line {
public:
  void put(home::lazy<int> task) {
    room.acquire();
    held = std::move(task);
  }
  std::counting_semaphore<8> room{8};
  home::lazy<int> held = home_read();
};
home::lazy<> puts(line &waiting) {
  waiting.put(home_read());
  co_return;
}
[[clang::annotate("corolint::non-blocking")]] [[clang::annotate(
    "corolint::bridge")]] int
nests(home::lazy<int> task);
home::lazy<> lets_the_loop_go_on() {
  use(nests(home_read()));
  co_return;
}
