// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "home.h"
#include "generator.h"

#include <chrono>
#include <coroutine>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>

using aio::task;
using namespace std::chrono_literals;

task<int> step();
bool flag();
void report(const char *);

// --- cancellations ------------------------------------------------------------

task<> forever() {
  for (;;) {
    try {
      co_await step();
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the cancellation of the task is caught as well, and the loop goes on
      // CHECK-NOTES: :[[@LINE-3]]:7: note: 'aio::cancelled_error' is thrown here when the task is to end
      // CHECK-NOTES: :[[@LINE-3]]:7: note: let it pass: 'catch (const aio::cancelled_error &) { throw; }'
      // CHECK-FIXES-NOTES: {{^}}    } catch (const aio::cancelled_error &) {
      // CHECK-FIXES-NOTES-NEXT: throw;
      // CHECK-FIXES-NOTES-NEXT: {{^}}} catch (...) {
    }
  }
}
task<> says_so() {
  int failures = 0;
  while (true) {
    try {
      if (co_await step() > 3)
        break;
      co_await aio::sleep(1s);
    } catch (const std::logic_error &error) {
      std::cerr << error.what() << '\n';
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the cancellation of the task is caught as well
      ++failures;
      std::printf("failed %d times\n", failures);
      continue;
    }
  }
}
template <class T> task<> templated(T value) {
  for (;;)
    try {
      co_await step();
      ++value;
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the cancellation of the task is caught as well
    }
}
template task<> templated(int);
template task<> templated(short);

auto lambda = []() -> task<> {
  do {
    try {
      co_await step();
    } catch (...) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the cancellation of the task is caught as well
    }
  } while (true);
};

// What is derived from std::exception is caught with it; only where the task
// lives is looked for it.
namespace mine {
class [[clang::annotate("corolint::cancellation")]] stopped
    : public std::exception {};
namespace coro {
struct job {
  struct promise_type {
    std::exception_ptr error;
    job get_return_object();
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
  };
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
} // namespace coro
coro::job work();
coro::job all_errors() {
  for (;;)
    try {
      co_await work();
    } catch (const std::exception &error) {
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the cancellation of the task is caught as well
      // CHECK-NOTES: :[[@LINE-3]]:7: note: 'mine::stopped' is thrown here when the task is to end
      // CHECK-NOTES: :[[@LINE-3]]:7: note: let it pass: 'catch (const mine::stopped &) { throw; }'
      std::cerr << error.what() << '\n';
    }
}
coro::job runtime_errors() {
  for (;;)
    try {
      co_await work();
    } catch (const std::runtime_error &) {
    }
}
} // namespace mine

// --- silent -------------------------------------------------------------------

task<> lets_it_pass() {
  for (;;)
    try {
      co_await step();
    } catch (const aio::cancelled_error &) {
      throw;
    } catch (...) {
    }
}
task<> on_purpose() {
  for (;;)
    try {
      co_await step();
    } catch (const aio::cancelled_error &) {
      report("not now");
    } catch (...) {
    }
}
task<> ordinary_errors() {
  for (;;)
    try {
      co_await step();
    } catch (const std::exception &error) { // a cancelled_error is none
      std::cerr << error.what() << '\n';
    }
}
task<> rethrows() {
  for (;;)
    try {
      co_await step();
    } catch (...) {
      std::printf("over\n");
      throw;
    }
}
void rethrow_what_ends_us();
void look() { std::rethrow_exception(std::current_exception()); }
task<> asks() {
  for (;;)
    try {
      co_await step();
    } catch (...) {
      rethrow_what_ends_us();
    }
}
task<> looks() {
  std::exception_ptr last;
  for (;;)
    try {
      try {
        co_await step();
      } catch (...) {
        last = std::current_exception();
      }
      co_await step();
    } catch (...) {
      look();
    }
}
task<> leaves() {
  for (;;) {
    try {
      co_await step();
    } catch (...) {
      break;
    }
  }
  while (true)
    try {
      co_await step();
    } catch (...) {
      co_return;
    }
}
task<> by_a_flag() {
  bool failed = false;
  while (!failed)
    try {
      co_await step();
    } catch (...) {
      failed = true;
    }
  for (;;) {
    if (flag())
      co_return;
    try {
      co_await step();
    } catch (...) {
    }
  }
}
task<> three_times() {
  for (int i = 0; i < 3; ++i)
    try {
      co_await step();
    } catch (...) {
    }
}
task<> once() {
  try {
    co_await step();
  } catch (...) {
  }
  co_await step();
}
task<> told_again() {
  for (;;) {
    try {
      co_await step();
    } catch (...) {
    }
    co_await aio::sleep(1s);
  }
}
task<> no_real_await() {
  for (;;)
    try {
      co_await home::ready_at_once();
    } catch (...) {
    }
}
// No library of which we know how it cancels.
home::lazy<> home_made() {
  for (;;)
    try {
      co_await home::pause();
    } catch (...) {
    }
}

// --- promises -----------------------------------------------------------------

template <class T> struct forgetful {
  struct promise_type {
    T value{};
    forgetful get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(T v) { value = v; }
    void unhandled_exception() noexcept {}
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: what coroutines of this promise throw disappears: 'unhandled_exception' does nothing with it
    // CHECK-NOTES: :[[@LINE+9]]:5: note: 'quotient' throws here, and then ends as if it had come to its end
    // CHECK-NOTES: :[[@LINE-3]]:10: note: keep 'std::current_exception()' for whoever waits, or call 'std::terminate()'
  };
  std::coroutine_handle<promise_type> frame;
};
forgetful<short> cannot_fail() { co_return 1; }
template <class T> forgetful<int> never_instantiated() { throw T(); }
forgetful<int> quotient(int a, int b) {
  if (b == 0)
    throw std::domain_error("by zero");
  co_return a / b;
}

void may_throw(int id) {
  if (id < 0)
    throw std::out_of_range("no such id");
}
void check(int id) { may_throw(id); }
struct base_promise {
  std::suspend_never initial_suspend() { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() {}
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: what coroutines of this promise throw disappears
  // CHECK-NOTES: :[[@LINE+10]]:3: note: 'calls' may throw here, and then ends as if it had come to its end
  // CHECK-NOTES: :[[@LINE-10]]:5: note: it is thrown here
  // CHECK-NOTES: :[[@LINE-4]]:8: note: keep
};
struct detached {
  struct promise_type : base_promise {
    detached get_return_object() { return {}; }
  };
};
detached calls(int id) {
  check(id);
  co_return;
}

struct awaiting {
  struct promise_type {
    awaiting get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: what coroutines of this promise throw disappears
    // CHECK-NOTES: :[[@LINE+7]]:5: note: a coroutine lambda may throw here, and then ends as if it had come to its end
    // CHECK-NOTES: home.h:{{[0-9:]+}} note: it is thrown here
    // CHECK-NOTES: :[[@LINE-4]]:10: note: keep
  };
};
home::lazy<> pending();
auto awaits = []() -> awaiting {
    co_await pending();
};

// --- silent -------------------------------------------------------------------

struct careful {
  struct promise_type {
    std::exception_ptr error;
    careful get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
  };
};
careful kept() {
  throw 1;
  co_return;
}
struct quiet {
  struct promise_type {
    quiet get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
void throws_inside() noexcept { throw 1; }
quiet catches() {
  try {
    check(-1);
    throw 1;
  } catch (const std::exception &) {
  }
  throws_inside(); // ends the program
  report("who knows");
  co_return;
}

// Made to be dropped, with all that becomes of it.
struct [[clang::annotate("corolint::discardable")]] loose {
  struct promise_type {
    loose get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
loose thrown_away() {
  throw 1;
  co_return;
}
