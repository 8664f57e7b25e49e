// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <memory>
#include <vector>

using namespace std::chrono_literals;
using aio::task;

void use(int);

class session : public std::enable_shared_from_this<session> {
public:
  void starts() {
    aio::create_task(run()).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: the task may outlive this 'session', whose members it uses
  }
  void captures() {
    aio::create_task([this]() -> task<> {
      // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: the task may outlive this 'session', whose members it uses
      // CHECK-FIXES-NOTES: aio::create_task([this, self = shared_from_this()]() -> task<> {
      co_await aio::sleep(1ms);
      use(id);
    }).detach();
  }
  home::fire_and_forget detached() {
    // CHECK-FIXES-NOTES: home::fire_and_forget detached() {{{.*}}auto self = shared_from_this();
    // CHECK-MESSAGES: :[[@LINE-2]]:25: warning: 'detached' may outlive its object: nobody can wait for it, and it owns nothing
    // CHECK-NOTES: :[[@LINE+3]]:9: note: the object is used here, after the coroutine suspended
    // CHECK-NOTES: :[[@LINE-4]]:25: note: take an owner before the first suspension: 'auto self = shared_from_this();'
    co_await home::pause();
    use(id);
  }
  home::fire_and_forget too_late() {
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'too_late' may outlive its object
    co_await home::pause();
    if (auto self = weak_from_this().lock())
      use(self->id);
  }
  ~session() {
    detached_by_value(id);
    if (id)
      aio::create_task(run()).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: the task may outlive this 'session', whose members it uses
    // CHECK-NOTES: :[[@LINE+23]]:9: note: the coroutine uses the object here
    // CHECK-NOTES: :[[@LINE-3]]:7: note: the task runs on its own from here
    // CHECK-NOTES: :[[@LINE-7]]:3: note: the object ends with its destructor
    // CHECK-NOTES: :[[@LINE-5]]:24: note: give the task what it needs by value, or end it before the object
  }

  // --- silent
  void in_time() {
    aio::create_task(owning(shared_from_this())).detach();
    aio::create_task([self = shared_from_this()]() -> task<> {
      co_await aio::sleep(1ms);
      use(self->id);
    }).detach();
    detached_by_value(id);
    handle = aio::create_task(run());
  }
  home::fire_and_forget keeps_itself() {
    auto self = shared_from_this();
    co_await home::pause();
    use(id);
  }
  task<> run() {
    co_await aio::sleep(1ms);
    use(id);
  }
  task<> owning(std::shared_ptr<session>) {
    co_await aio::sleep(1ms);
    use(id);
  }
  task<> waits() {
    auto running = aio::create_task(run());
    co_await running;
  }

private:
  static home::fire_and_forget detached_by_value(int) { co_return; }
  aio::task_handle<> handle;
  int id = 1;
};

// Objects that do not share themselves: the one that creates them decides.
class job {
public:
  void start() {
    aio::create_task(run()).detach();
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: the task may outlive this 'job', whose members it uses
    // CHECK-NOTES: :[[@LINE+7]]:9: note: the coroutine uses the object here
    // CHECK-NOTES: :[[@LINE-3]]:5: note: the task runs on its own from here
    // CHECK-NOTES: :[[@LINE+14]]:9: note: called here with 'local', which nothing keeps alive for the task
    // CHECK-NOTES: :[[@LINE-5]]:22: note: keep the handle in a member, and wait for the task before the object ends
  }
  task<> run() {
    co_await aio::sleep(1ms);
    use(count);
  }
  ~job() { use(count); }

private:
  int count = 0;
};
task<> makes_a_job() {
  job local;
  local.start();
  co_await aio::sleep(1ms);
}

class service {
public:
  void start() { aio::create_task(run()).detach(); }
  task<> run() {
    co_await aio::sleep(1ms);
    use(count);
  }

private:
  int count = 0;
};
static service for_ever;
task<> serves(service &callers) {
  for_ever.start();
  callers.start();
  co_return;
}

// A template, reported once; a base that shares itself; a start in a macro.
template <class T>
class connection : public std::enable_shared_from_this<connection<T>> {
public:
  home::fire_and_forget serve() {
    // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'serve' may outlive its object
    co_await home::pause();
    use(number);
  }
  T number{};
};
template class connection<int>;
template class connection<short>;
#define START(TASK) aio::create_task(TASK).detach()
class derived : public session {
public:
  void begin() {
    START(work());
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: the task may outlive this 'derived', whose members it uses
  }
  task<> work() {
    co_await aio::sleep(1ms);
    use(more);
  }
  int more = 0;
};
