// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using aio::task;

void use(const std::string &);
task<> shows(const std::string &text) {
  co_await aio::sleep(1ms);
  use(text);
}

task<> early_return(bool hurry) {
  aio::task_group group;
  std::string text;
  group.create_task(shows(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: the task on 'group' outlives 'text', which is declared after it
  // CHECK-NOTES: :[[@LINE-8]]:7: note: the coroutine uses it here, when it is gone
  // CHECK-NOTES: :[[@LINE-4]]:15: note: it can die before 'group' is joined; declare it before 'group', or join on every path
  if (hurry)
    co_return;
  co_await group.join();
}
task<> thrown(bool bad) {
  aio::task_group group;
  std::string text;
  group.create_task([&]() -> task<> {
    co_await aio::sleep(1ms);
    use(text);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the task on 'group' outlives 'text', which is declared after it
  });
  if (bad)
    throw 1;
  co_await group.join();
}
task<> inner_block() {
  aio::task_group group;
  {
    std::string text;
    group.create_task(shows(text));
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: the task on 'group' outlives 'text', which is declared after it
  }
  co_await group.join();
}

// A scope of one's own, whose destructor waits.
class nursery {
public:
  ~nursery() { wait(); }
  [[clang::annotate("corolint::spawn")]] void start(home::lazy<>);
  void wait();
};
home::lazy<> reads(const std::string &text) {
  co_await home::pause();
  use(text);
}
home::lazy<> waits_too_late() {
  nursery here;
  std::string text;
  here.start(reads(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: the task on 'here' outlives 'text', which is declared after it
  co_return;
}

#define SPAWN(TASK) group.create_task(TASK)
template <class T> task<> templated(bool hurry) {
  aio::task_group group;
  T text;
  SPAWN(shows(text));
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the task on 'group' outlives 'text', which is declared after it
  if (!hurry)
    co_await group.join();
}
template task<> templated<std::string>(bool);

// --- silent ------------------------------------------------------------------

task<> joined_first() {
  aio::task_group group;
  std::string text;
  group.create_task(shows(text));
  co_await group.join();
}
task<> declared_before() {
  std::string text;
  aio::task_group group;
  group.create_task(shows(text));
  co_await group.join();
}
home::lazy<> waits_in_time() {
  std::string text;
  nursery here;
  here.start(reads(text));
  co_return;
}
void adds(aio::task_group &group);
task<> callers_scope(aio::task_group &group) {
  std::string text;
  group.create_task(shows(text));
  co_await group.join();
}
