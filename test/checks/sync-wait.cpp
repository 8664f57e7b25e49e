// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <thread>
#include <utility>

using aio::task;

task<int> read();
task<> save(int);
void use(int);
[[clang::annotate("corolint::bridge")]] int home_wait(home::lazy<int> task);
home::lazy<int> home_read();

task<int> in_a_coroutine() {
  aio::run(save(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::run' blocks the thread of this coroutine until the task is done, which may need that thread
  // CHECK-NOTES: :[[@LINE-2]]:3: note: await the task instead
  // CHECK-FIXES: {{^}}  co_await save(1);
  int value = aio::run(read());
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'aio::run' blocks
  // CHECK-FIXES: {{^}}  int value = (co_await read());
  co_return aio::run(read()) + value;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'aio::run' blocks
  // CHECK-FIXES: {{^}}  co_return (co_await read()) + value;
}
home::lazy<> of_a_home_made_type() {
  use(home_wait(home_read()));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'home_wait' blocks
  // CHECK-FIXES: {{^}}  use((co_await home_read()));
  co_return;
}
task<> the_loop_itself() {
  aio::get_running_loop().run_until_complete(save(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'aio::event_loop::run_until_complete' blocks
  co_return;
}
task<> kept() {
  auto reading = read();
  use(aio::run(std::move(reading)));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'aio::run' blocks
  co_return;
}

static int ordinary() { return aio::run(read()); }
static int two_away() { return ordinary() + 1; }
task<> through_functions() {
  use(two_away());
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'two_away' blocks the thread of this coroutine until a task is done: it comes to call 'aio::run'
  // CHECK-NOTES: :[[@LINE-4]]:32: note: 'ordinary' is called here
  // CHECK-NOTES: :[[@LINE-6]]:32: note: 'aio::run' is called here
  // CHECK-NOTES: :[[@LINE-4]]:7: note: await the task instead
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

// --- silent ------------------------------------------------------------------

int top() { return aio::run(read()); }
task<> on_a_thread_of_its_own() {
  co_await aio::to_thread([] { use(aio::run(read())); });
  std::thread other([] { aio::run(save(1)); });
  other.detach();
}
