// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using aio::task;

void use(const std::string &);
void use(std::string_view);

static task<> writes(const std::string &line) {
  co_await aio::sleep(1ms);
  use(line);
}

// A coroutine that spawns what its caller lent it.
static task<> logs(const std::string &line) {
  aio::create_task(writes(line)).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: the task outlives what the caller lends as 'line'
  // CHECK-NOTES: :[[@LINE-7]]:7: note: the coroutine uses it here, when it is gone
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the task runs on its own from here
  // CHECK-NOTES: :[[@LINE+6]]:12: note: called here with 'line', which nothing keeps alive for the task
  // CHECK-NOTES: :[[@LINE-5]]:27: note: copy it for the task, or wait for the task before 'logs' returns
  co_return;
}
task<> works() {
  std::string line = "done";
  co_await logs(line);
}

// A plain function, two calls away, with a temporary.
static home::fire_and_forget detached(const std::string &text) {
  // CHECK-FIXES: static home::fire_and_forget detached(std::string text) {
  co_await home::pause();
  use(text);
}
static void middle(const std::string &text) {
  detached(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the task outlives what the caller lends as 'text'
  // CHECK-NOTES: :[[@LINE-5]]:7: note: the coroutine uses it here, when it is gone
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the task runs on its own from here
  // CHECK-NOTES: :[[@LINE+4]]:46: note: it is handed on here
  // CHECK-NOTES: :[[@LINE+4]]:14: note: called here with a temporary
  // CHECK-NOTES: :[[@LINE-6]]:12: note: copy it for the task, or wait for the task before 'middle' returns
}
static void outer(const std::string &text) { middle(text); }
void top() { outer("gone"); }

// Captures, pointers and views are lent on in the same way.
static void by_capture(std::string &text) {
  aio::create_task([&text]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: the task outlives what the caller lends as 'text'
    // CHECK-FIXES: aio::create_task([text]() -> task<> {
    co_await aio::sleep(1ms);
    use(text);
  }).detach();
}
static void by_pointer(const std::string *text) {
  aio::create_task(writes(*text)).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: the task outlives what the caller lends as 'text'
}
static home::fire_and_forget views(std::string_view text) {
  co_await home::pause();
  use(text);
}
static void by_view(std::string_view text) {
  views(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the task outlives what the caller lends as 'text'
}
void gives_a_local() {
  std::string text;
  by_capture(text);
}
task<> gives_locals() {
  std::string text;
  by_pointer(&text);
  by_view(text);
  co_return;
}

// On one path nobody waits.
static task<> in_a_hurry(const std::string &line, bool hurry) {
  auto writing = aio::create_task(writes(line));
  // CHECK-MESSAGES: :[[@LINE-1]]:42: warning: the task outlives what the caller lends as 'line'
  if (hurry)
    co_return;
  co_await writing;
}
task<> hurries() {
  std::string line;
  co_await in_a_hurry(line, true);
}

// A template, reported once, and a macro, which no fix touches.
template <class T> static home::fire_and_forget later(const T &value) {
  co_await home::pause();
  use(value);
}
template <class T> static void starts(const T &value) {
  later(value);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the task outlives what the caller lends as 'value'
}
#define DETACH(TEXT) detached_in_macro(TEXT)
static home::fire_and_forget detached_in_macro(const std::string &text) {
  co_await home::pause();
  use(text);
}
static void by_macro(const std::string &text) {
  DETACH(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the task outlives what the caller lends as 'text'
}
void calls_them() {
  starts(std::string("one"));
  starts(std::string_view("one") == "two" ? std::string() : std::string("three"));
  by_macro("gone");
}

// --- silent ------------------------------------------------------------------

// Nobody here calls it, or only with what lives on.
static std::string global;
void nobody_calls(const std::string &line) {
  aio::create_task(writes(line)).detach();
}
static void called_with_a_global(const std::string &line) {
  aio::create_task(writes(line)).detach();
}
void calls() { called_with_a_global(global); }

// It waits before it returns.
static task<> waits(const std::string &line) {
  auto writing = aio::create_task(writes(line));
  co_await writing;
}
static task<> in_place(const std::string &line) { co_await writes(line); }
static task<> returns(const std::string &line) { return writes(line); }
task<> calls_those() {
  std::string line;
  co_await waits(line);
  co_await in_place(line);
  co_await returns(line);
}

// Its caller waits for a signal that both know, or runs the loop itself.
struct event {
  home::pause wait();
  void set();
};
static void signals(event &done, const std::string &line) {
  aio::create_task([&]() -> task<> {
    co_await writes(line);
    done.set();
  }).detach();
}
task<> waits_for_the_signal() {
  event done;
  std::string line;
  signals(done, line);
  co_await done.wait();
}
static task<> spawns(const std::string &line) {
  aio::create_task(writes(line)).detach();
  co_return;
}
int top_of_the_program() {
  aio::run(spawns("the loop stands still when this is gone"));
  return 0;
}
struct loop {
  void run();
};
static void posts(loop &, const std::string &line) {
  aio::create_task(writes(line)).detach();
}
void runs_the_loop_later() {
  loop here;
  std::string line;
  posts(here, line);
  here.run();
}

// A copy travels on.
static home::fire_and_forget copies(std::string text) {
  co_await home::pause();
  use(text);
}
static void hands_a_copy(const std::string &text) { copies(text); }
void calls_with_a_temporary() { hands_a_copy("copied in time"); }

// Used before it suspends.
static home::fire_and_forget at_once(const std::string &text) {
  use(text);
  co_await home::pause();
}
static void hands_on(const std::string &text) { at_once(text); }
void calls_at_once() { hands_on("read in time"); }
