// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "home.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using aio::task;

task<int> fetch(int id, int retries);
task<> work(int n);
task<int> length(std::string text);
task<int> length_of(const std::string &text);
task<int> length_in(std::string_view text);
task<int> sum(std::vector<int> numbers);
home::lazy<long> home_made(long n);
std::string global;
void use(int);

task<int> fires(int id) { co_return co_await fetch(id, 3); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'fires' only awaits 'fetch': it has a frame for nothing
// CHECK-NOTES: :[[@LINE-2]]:37: note: all of its body; the task it returns is of the same type
// CHECK-NOTES: :[[@LINE-3]]:37: note: return that task: 'return fetch(id, 3);'
// CHECK-FIXES-NOTES: task<int> fires(int id) { return fetch(id, 3); }

task<> nothing(int n) {
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: coroutine 'nothing' only awaits 'work'
  co_await work(n + 1);
  // CHECK-FIXES-NOTES: {{^  }}return work(n + 1);
}
task<> returned(int n) { co_return co_await work(n); }
// CHECK-MESSAGES: :[[@LINE-1]]:8: warning: coroutine 'returned' only awaits 'work'
home::lazy<long> of_another_library(int n) { co_return co_await home_made(n); }
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: coroutine 'of_another_library' only awaits 'home_made'

task<int> handed_on(std::string text) { co_return co_await length(std::move(text)); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'handed_on' only awaits 'length'
// CHECK-FIXES-NOTES: return length(std::move(text));
task<int> copied(std::string text) { co_return co_await length(text); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'copied' only awaits 'length'
task<int> passed_through(const std::string &text) { co_return co_await length_of(text); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'passed_through' only awaits 'length_of'
task<int> taken_from(const std::string &text) { co_return co_await length(text); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'taken_from' only awaits 'length'
task<int> viewed(std::string_view text) { co_return co_await length_in(text); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'viewed' only awaits 'length_in'
task<int> of_all() { co_return co_await length_of(global); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'of_all' only awaits 'length_of'
task<int> constant() { co_return co_await length("text"); }
// CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'constant' only awaits 'length'

struct service {
  virtual task<int> get(int id);
  task<int> get() { co_return co_await get(1); }
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'get' only awaits 'get'
  virtual ~service();
};
struct facade final : service {
  task<int> get(int id) override { co_return co_await inner->get(id); }
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'get' only awaits 'get'
  // CHECK-FIXES-NOTES: return inner->get(id);
  std::unique_ptr<service> inner;
};

struct callbacks {
  task<int> get(int id) { co_return co_await on_get(id); }
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'get' only awaits another one: it has a frame for nothing
  std::function<task<int>(int)> on_get;
};

void lambdas() {
  auto forwarding = [](int id) -> task<int> { co_return co_await fetch(id, 1); };
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this coroutine only awaits 'fetch': it has a frame for nothing
  aio::run(forwarding(1));
}

// One finding for all instantiations, if all forward.
template <class T> task<int> templated(T id) { co_return co_await fetch(id, 1); }
// CHECK-MESSAGES: :[[@LINE-1]]:30: warning: coroutine 'templated' only awaits 'fetch'
template task<int> templated(int);
template task<int> templated(short);

// A type whose functions have to be coroutines, or to be marked: no fix.
struct [[clang::coro_return_type]] marked {
  struct promise_type {
    marked get_return_object();
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  ~marked();
  std::coroutine_handle<promise_type> frame;
};
marked step(int n);
marked one_step() { co_await step(1); }
// CHECK-MESSAGES: :[[@LINE-1]]:8: warning: coroutine 'one_step' only awaits 'step': it has a frame for nothing
// CHECK-NOTES: :[[@LINE-2]]:21: note: all of its body
// CHECK-NOTES: :[[@LINE-3]]:21: note: return that task, 'return step(1);', and mark the function '[{{\[}}clang::coro_wrapper]]'
// CHECK-FIXES-NOTES: marked one_step() { co_await step(1); }

// --- silent ------------------------------------------------------------------

task<int> does_more(int id) {
  use(id);
  co_return co_await fetch(id, 1);
}
task<int> changes_it(int id) { co_return co_await fetch(id, 1) + 1; }
task<> with_an_end(int n) {
  co_await work(n);
  co_return;
}
task<> drops_it(int id) { co_await fetch(id, 1); }
task<long> of_another_type(int id) { co_return co_await fetch(id, 1); }
task<int> guarded(int id) {
  try {
    co_return co_await fetch(id, 1);
  } catch (...) {
  }
  co_return 0;
}
task<int> again(int n) { co_return co_await again(n); }
template <class T> task<T> by_type(T id) { co_return co_await fetch(id, 1); }
template task<int> by_type(int);
template task<long> by_type(long);

// What the frame holds is gone when an ordinary function has returned.
task<int> lends_its_own(std::string text) { co_return co_await length_of(text); }
task<int> lends_a_view(std::string text) { co_return co_await length_in(text); }
task<int> lends_a_temporary() { co_return co_await length_of("text"); }
task<int> lends_a_pointer(int n) {
  static task<int> (*const through)(int *) = nullptr;
  co_return co_await through(&n);
}
task<int> keeps_it_alive(std::shared_ptr<service> self) { co_return co_await self->get(1); }
task<int> keeps_its_part_alive(std::shared_ptr<void>, service &part) { co_return co_await part.get(1); }
task<int> makes_its_object() { co_return co_await facade().get(1); }
// A call is evaluated when the task is awaited, and not before.
int current();
task<int> calls() { co_return co_await fetch(current(), 1); }
task<int> by_size(int n) { co_return co_await sum(std::vector<int>(n)); }

// The body of an eager one begins at the call, in either way; but its promise may
// have more to do at its end.
home::eager<int> started(int n);
home::eager<int> eager(int n) { co_return co_await started(n); }

void closures(int id) {
  auto captures = [id]() -> task<int> { co_return co_await fetch(id, 1); };
  aio::run(captures());
}

#define FORWARD(NAME) task<int> NAME(int id) { co_return co_await fetch(id, 9); }
FORWARD(in_a_macro)

// A promise that looks at the parameters.
struct looking {
  struct promise_type {
    promise_type() = default;
    promise_type(int id);
    looking get_return_object();
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  ~looking();
  std::coroutine_handle<promise_type> frame;
};
looking look(int id, int depth);
looking at(int id) { co_await look(id, 1); }
