// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using aio::task;

void use(const std::string &);
void use(std::string_view);
void use(int);

task<> reads(const std::string &text) {
  co_await aio::sleep(1ms);
  use(text);
}
task<> views(std::string_view text) {
  use(text);
  co_return;
}
task<> points(const int *number) {
  use(*number);
  co_return;
}
static task<> ours(const std::string &text) {
  // CHECK-FIXES: static task<> ours(std::string text) {
  use(text);
  co_return;
}
task<> by_value(std::string text) {
  use(text);
  co_return;
}
task<> ignores(const std::string &) { co_return; }
task<> declared_only(const std::string &);

task<> temporaries() {
  auto one = reads(std::string("gone"));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the task outlives this temporary, which coroutine 'reads' takes by reference
  // CHECK-NOTES: :[[@LINE-25]]:7: note: the coroutine uses it here, when it is gone
  // CHECK-NOTES: :[[@LINE+2]]:3: note: it is awaited only here
  // CHECK-NOTES: :[[@LINE-29]]:33: note: take 'text' by value, or await the task where it is made
  co_await std::move(one);
  auto two = views(std::string("gone"));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the task outlives this temporary
  co_await std::move(two);
  auto handle = aio::create_task(ours("gone"));
  // CHECK-MESSAGES: :[[@LINE-1]]:39: warning: the task outlives this temporary
  co_await handle;
}

task<> returned_local() {
  std::string local;
  return reads(local);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: the task outlives 'local', which coroutine 'reads' takes by reference
  // CHECK-NOTES: :[[@LINE-41]]:7: note: the coroutine uses it here, when it is gone
  // CHECK-NOTES: :[[@LINE-3]]:3: note: it leaves the function
  // CHECK-NOTES: :[[@LINE-45]]:33: note: take 'text' by value, or await the task where it is made
}
task<> returned_parameter(std::string text) { return reads(text); }
// CHECK-MESSAGES: :[[@LINE-1]]:60: warning: the task outlives 'text'
task<> returned_view(std::string text) { return views(text); }
// CHECK-MESSAGES: :[[@LINE-1]]:55: warning: the task outlives 'text'
task<> returned_pointer() {
  int number = 1;
  return points(&number);
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: the task outlives 'number'
}

task<> spawned() {
  std::string local;
  (void)aio::create_task(reads(local));
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: the task outlives 'local'
  co_await aio::sleep(1ms);
}

task<> on_one_path(bool hurry) {
  std::string local;
  auto handle = aio::create_task(reads(local));
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: the task outlives 'local'
  if (!hurry)
    co_await handle;
}

struct object {
  int value = 0;
  task<> run() {
    use(value);
    co_return;
  }
  task<> idle() { co_return; }
};
task<> member_of_a_temporary() {
  auto running = object{}.run();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the task outlives this temporary, which coroutine 'run' takes by reference
  co_await std::move(running);
}
task<> member_of_a_local() {
  object local;
  return local.run();
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the task outlives 'local', which coroutine 'run' takes by reference
}

// A callable that is only referred to.
template <class F> task<> retry(F &&action) {
  co_await aio::sleep(1ms);
  co_await action();
}
task<> retries(int n) {
  (void)aio::create_task(retry([n]() -> task<> { use(n); co_return; }));
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: the task outlives this temporary, which coroutine 'retry
  co_return;
}

// --- silent ------------------------------------------------------------------

task<> in_place(std::string text) {
  co_await reads(text);
  co_await reads("a temporary");
  co_await aio::gather(reads(text), views(text));
  co_await aio::create_task(reads("still there"));
  aio::run(reads(text));
}

task<> in_time(std::string text) {
  std::vector<aio::task_handle<>> handles;
  for (int i = 0; i < 3; ++i)
    handles.push_back(aio::create_task(reads(text)));
  for (auto &each : handles)
    co_await each;
  auto one = reads(text);
  co_await std::move(one);
  co_await aio::gather(std::move(handles));
}

task<> harmless(const std::string &callers) {
  (void)aio::create_task(by_value("kept in the frame"));
  (void)aio::create_task(ignores("never looked at"));
  (void)aio::create_task(declared_only("nobody knows"));
  (void)aio::create_task(views("a literal lives for ever"));
  return reads(callers);
}
task<> static_lender() {
  static std::string text;
  return reads(text);
}

home::eager<> before_it_suspends(const std::string &text) {
  use(text);
  co_await home::pause();
}
home::eager<> eager_and_in_time() {
  auto running = before_it_suspends("read at once");
  co_await running;
}

void wait_for_all(std::vector<aio::task_handle<>> &);
task<> handed_on() {
  std::string text;
  std::vector<aio::task_handle<>> handles;
  handles.push_back(aio::create_task(reads(text)));
  wait_for_all(handles);
  co_return;
}

// A view class of somebody's own, which owns nothing.
struct slice {
  const char *begin;
  operator std::string_view() const { return begin; }
};
slice cut(const char *text);
task<> views_of_views() {
  auto reading = views(cut("lives on"));
  co_await std::move(reading);
}

// Through plain functions, and through a std::function that holds one lambda.
static task<> hands_on(const std::string &text) { return reads(text); }
static task<> hands_on_twice(const std::string &text) { return hands_on(text); }
static task<> of_object(const object &) { return task<>(object{}.idle()); }
task<> forwarded() {
  auto one = hands_on_twice("gone");
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: the task outlives this temporary, which coroutine 'hands_on_twice' takes by reference
  co_await std::move(one);
  std::function<task<>(const std::string &)> callback;
  callback = [](const std::string &text) -> task<> {
    use(text);
    co_return;
  };
  auto two = callback("gone");
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: the task outlives this temporary
  co_await std::move(two);
  co_await of_object(object{});
}

// Kept and awaited on one path only: on the other it never runs.
task<> lazy_on_one_path(bool now) {
  std::vector<task<>> tasks;
  {
    std::string text = "inner";
    tasks.push_back(reads(text));
    if (now)
      for (auto &each : tasks)
        co_await std::move(each);
  }
}

task<> thrown(bool fails) {
  std::string text;
  auto handle = aio::create_task(reads(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:40: warning: the task outlives 'text'
  if (fails)
    throw 1;
  co_await handle;
}

// Joined in a loop over the index, which may have no turn, as the first one.
task<> by_index(std::size_t count) {
  std::string text;
  std::vector<aio::task_handle<>> handles;
  for (std::size_t i = 0; i < count; ++i)
    handles.push_back(aio::create_task(reads(text)));
  for (std::size_t i = 0; i < count; ++i)
    co_await handles[i];
}

// A reference member refers to what somebody else owns.
struct refers {
  const std::string &text;
};
task<> through_a_member(refers by_value) { return reads(by_value.text); }

// What a lambda captures is the outer function's.
void recursive(int n) {
  auto calls_itself = [](int n, auto &self) -> task<> {
    if (n)
      co_await self(n - 1, self);
  };
  auto starts = [&calls_itself](int n) { return calls_itself(n, calls_itself); };
  aio::run(starts(n));
}

// Overwritten, the handle of the earlier task is lost, and no join covers it.
task<> overwritten() {
  aio::task_handle<> last = aio::create_task(by_value("first"));
  std::string text;
  for (int i = 0; i < 3; ++i)
    last = aio::create_task(reads(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: the task outlives 'text'
  co_await last;
}
task<> lazy_overwritten(bool now) {
  std::optional<task<>> held;
  for (int i = 0; i < 3; ++i) {
    std::string text;
    held = reads(text);
    if (now)
      co_await std::move(*held);
  }
}

// Kept in a part of a local, in a pair, in an array.
struct shelf {
  std::optional<task<>> kept;
};
task<> in_parts() {
  shelf place;
  {
    std::string text;
    place.kept = reads(text);
  }
  auto [pair, number] = std::pair(reads("gone"), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:41: warning: the task outlives this temporary
  co_await std::move(pair);
  task<> both[] = {views(std::string("gone")), by_value("kept")};
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: the task outlives this temporary
  for (auto &each : both)
    co_await std::move(each);
}

// A closure that the coroutine is given, and calls later or after it returned.
template <class F> task<> calls_later(F ask) {
  co_await aio::sleep(1ms);
  co_await ask();
}
task<> calls_and_forgets(const std::function<task<>()> &ask) { return ask(); }
task<> given_closures() {
  aio::task_handle<> handle = aio::create_task(by_value("first"));
  {
    std::string text;
    handle = aio::create_task(calls_later([&text]() -> task<> {
      use(text);
      co_return;
    }));
  }
  co_await handle;
  auto forgotten = calls_and_forgets([copy = std::string("x")]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: the task outlives this temporary, which coroutine 'calls_and_forgets' takes by reference
    use(copy);
    co_return;
  });
  co_await std::move(forgotten);
}

// The elements that a range-for names live in the container.
task<> elements() {
  std::vector<std::string> texts(3);
  for (const auto &each : texts)
    (void)aio::create_task(reads(each));
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: the task outlives 'texts'
  co_return;
}

// A generator reads what it was given while the loop runs.
aio::generator<int> counts(const std::vector<int> &numbers) {
  for (int number : numbers)
    co_yield number;
}
void generates(std::vector<int> kept) {
  for (int number : counts(kept))
    use(number);
  for (int number : counts(std::vector<int>{1, 2, 3}))
    // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: the task outlives this temporary, which coroutine 'counts' takes by reference
    use(number);
  auto counting = counts({1, 2, 3});
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: the task outlives this temporary
  for (int number : counting)
    use(number);
}

// A task that cannot move is awaited where it is made.
struct immovable {
  using promise_type = home::lazy<>::promise_type;
  immovable(const immovable &) = delete;
  ~immovable();
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
immovable fixed(const std::string &text);
home::lazy<> awaits_immovable() { co_await fixed("lives to the end of the statement"); }

// Outside of coroutines, whatever runs a loop may run the task.
[[clang::annotate("corolint::bridge")]] void run_everything();
home::fire_and_forget sets(bool &done) {
  co_await home::pause();
  done = true;
}
void runs_it() {
  bool done = false;
  sets(done);
  run_everything();
}

// Only the queue that it borrows resumes it; once that is gone, nobody does.
struct cells {
  struct waiting {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    int await_resume();
  };
  waiting pop();
  std::vector<int> values;
};
home::fire_and_forget consumes(cells &queue) {
  for (int i = 0; i < 3; ++i) {
    cells::waiting next = queue.pop();
    use(co_await next);
  }
}
struct timer { // resumes who waits for it when it is destroyed
  ~timer();
  cells::waiting expired();
  int value();
};
home::fire_and_forget ticks(timer &clock) {
  co_await clock.expired();
  use(clock.value());
}
home::lazy<> owns_both() {
  cells queue;
  consumes(queue);
  timer clock;
  ticks(clock);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the task outlives 'clock'
  co_return;
}

// A macro stands where it is used, not where it is written.
#define USE_NOW(X) use(X)
home::eager<> in_a_macro(const std::string &text) {
  USE_NOW(text);
  co_await home::pause();
}
home::eager<> reads_in_time() {
  auto running = in_a_macro("read at once");
  co_await running;
}
