// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "home.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using aio::task;

struct options {
  int retries = 3;
  std::string language;
};
struct connection {
  int socket;
  task<int> query(std::string text);
};

task<int> size(int page);
task<std::string> fetch(std::string url);
task<std::string> get(const std::string &url, const options &how);
task<std::unique_ptr<int>> box(int n);
home::lazy<int> home_size(int page);
task<> warm(int page);
task<int> lookup(connection &on, int id);
task<int> send(int what);
task<int> readNext(int what);
void use(int);

// --- a start and a wait at once ----------------------------------------------

task<int> at_once() {
  int sum = co_await aio::create_task(size(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a task is started here only to be awaited at once
  // CHECK-NOTES: :[[@LINE-2]]:13: note: nothing runs between the start and this await
  // CHECK-NOTES: :[[@LINE-3]]:22: note: await 'size(1)' itself, or start it before other work
  // CHECK-FIXES-NOTES: int sum = co_await size(1);
  use(sum);
  auto handle = aio::create_task(warm(2));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: a task is started here only to be awaited at once
  // CHECK-FIXES-NOTES: {{^  }}co_await warm(2);
  co_await handle;
  use(sum);
  auto another = aio::ensure_future(size(3));
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a task is started here only to be awaited at once
  co_return co_await std::move(another);
  // CHECK-FIXES-NOTES: co_return co_await size(3);
}
task<> in_a_loop() {
  for (int page = 0; page < 3; ++page)
    co_await aio::create_task(warm(page));
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: a task is started here only to be awaited at once
}
task<int> referred_to() {
  auto handle = aio::create_task(size(2));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: a task is started here only to be awaited at once
  // CHECK-FIXES-NOTES: auto handle = aio::create_task(size(2));
  int &value = co_await handle;
  co_return value;
}

// --- statements that follow each other ---------------------------------------

task<int> follow() {
  auto first = co_await size(1);
  auto second = co_await size(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started, although neither needs the other
  // CHECK-NOTES: :[[@LINE-2]]:17: note: this starts when all before it is done: the times add up
  // CHECK-NOTES: :[[@LINE-4]]:16: note: run them side by side: 'auto [first, second] = co_await aio::gather(size(1), size(2))'
  // CHECK-FIXES-NOTES: auto [first, second] = co_await aio::gather(size(1), size(2));
  co_return first + second;
}
task<std::string> three(std::string host, const options &how) {
  const std::string head = co_await get(host + "/head", how);
  const std::string body = co_await get(host + "/body", how);
  const std::string foot = co_await get(host + "/foot", how);
  // CHECK-MESSAGES: :[[@LINE-3]]:28: warning: 'head' is awaited before 'body' is even started
  // CHECK-FIXES-NOTES: const auto [head, body, foot] = co_await aio::gather(get(host + "/head", how), get(host + "/body", how), get(host + "/foot", how));
  co_return head + body + foot;
}
// The fix would change types, or take a comment away, or not compile.
task<long> explicit_type() {
  long first = co_await size(1);
  auto second = co_await size(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES: long first = co_await size(1);
  co_return first + second;
}
task<int> commented() {
  auto first = co_await size(1);
  // the second one
  auto second = co_await size(2);
  // CHECK-MESSAGES: :[[@LINE-3]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES: auto first = co_await size(1);
  co_return first + second;
}
task<std::unique_ptr<int>> only_moves() {
  auto first = co_await box(1);
  auto second = co_await box(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES: auto first = co_await box(1);
  use(*second);
  co_return first;
}
task<int> captured() {
  auto first = co_await size(1);
  auto second = co_await size(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES: auto first = co_await size(1);
  co_return [&] { return first + second; }();
}
#define SIZE(PAGE) co_await size(PAGE)
task<int> in_a_macro() {
  auto first = SIZE(1);
  auto second = SIZE(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES: auto first = SIZE(1);
  co_return first + second;
}
home::lazy<int> no_word_for_it() {
  auto first = co_await home_size(1);
  auto second = co_await home_size(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-NOTES: :[[@LINE-2]]:17: note: this starts when
  // CHECK-NOTES: :[[@LINE-4]]:16: note: start them all, then await each
  co_return first + second;
}

// Of different functions, if both are in sight.
task<int> users(int id) {
  co_await aio::sleep(1ms);
  co_return id;
}
task<int> orders(int id) {
  int twice = co_await users(2 * id);
  co_return twice;
}
task<int> in_sight(int id) {
  auto user = co_await users(id);
  auto order = co_await orders(id);
  // CHECK-MESSAGES: :[[@LINE-2]]:15: warning: 'user' is awaited before 'order' is even started
  co_return user + order;
}

// One finding for all instantiations.
template <class T> task<int> templated(T page) {
  auto first = co_await size(1);
  auto second = co_await size(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-FIXES-NOTES: auto [first, second] = co_await aio::gather(size(1), size(2));
  co_return first + second + page;
}
template task<int> templated(int);
template task<int> templated(short);

// --- the turns of a loop -------------------------------------------------------

task<std::vector<std::string>> pages(const std::vector<std::string> &urls) {
  std::vector<std::string> found;
  for (const auto &url : urls)
    found.push_back(co_await fetch(url));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: each turn of the loop awaits its own call before the next one is started
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the calls differ in 'url' and need nothing of each other: the times add up
  // CHECK-NOTES: :[[@LINE-3]]:21: note: collect the tasks in the loop, then run them side by side: 'co_await aio::gather(std::move(tasks{{[0-9]*}}))'
  // CHECK-FIXES-NOTES: std::vector<aio::task<std::string>> [[TASKS:tasks[0-9]*]];
  // CHECK-FIXES-NOTES: for (const auto &url : urls)
  // CHECK-FIXES-NOTES: [[TASKS]].push_back(fetch(url));
  // CHECK-FIXES-NOTES: for (auto &&[[EACH:result[0-9]*]] : co_await aio::gather(std::move([[TASKS]])))
  // CHECK-FIXES-NOTES: found.push_back(std::move([[EACH]]));
  co_return found;
}
task<int> total(std::vector<int> all) {
  int sum = 0;
  for (int page : all) {
    sum += co_await size(page);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: each turn of the loop awaits
    // CHECK-FIXES-NOTES: push_back(size(page));
    // CHECK-FIXES-NOTES: }
    // CHECK-FIXES-NOTES: sum += std::move({{result[0-9]*}});
  }
  for (unsigned i = 0; i < all.size(); ++i) {
    auto one = co_await size(i);
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: each turn of the loop awaits
    sum += one;
  }
  co_return sum;
}
// A reference to what dies with the turn: no fix.
task<int> lent(std::vector<std::string> names) {
  std::vector<std::string> found;
  for (std::string name : names)
    found.push_back(co_await get(name, options{}));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: each turn of the loop awaits
  // CHECK-FIXES-NOTES: found.push_back(co_await get(name, options{}));
  co_return static_cast<int>(found.size());
}

// --- silent ------------------------------------------------------------------

task<int> early_and_late() {
  auto first = aio::create_task(size(1));
  auto second = aio::create_task(size(2));
  int sum = co_await first;
  co_return sum + co_await second;
}
task<> to_be_continued() {
  auto handle = aio::create_task(warm(1));
  co_await handle;
}
task<int> something_between() {
  auto first = aio::create_task(size(1));
  use(1);
  int sum = co_await first;
  auto second = aio::create_task(size(2));
  if (sum)
    sum += co_await second;
  co_return sum;
}
task<int> with_a_limit() { co_return co_await aio::wait_for(aio::create_task(size(1)), 1s); }
task<int> used_again() {
  auto handle = aio::create_task(size(1));
  int sum = co_await handle;
  handle.cancel();
  co_return sum;
}
task<int> on_another_loop(aio::event_loop &loop) { co_return co_await loop.create_task(size(1)); }

task<int> depends() {
  auto first = co_await size(1);
  auto second = co_await size(first);
  co_return first + second;
}
task<int> same_again() {
  auto first = co_await size(1);
  auto second = co_await size(1);
  co_return first - second;
}
task<int> may_name_a_thing(int file) {
  auto first = co_await home_size(file);
  auto second = co_await home_size(file + 1);
  co_return first + second;
}
task<int> in_order(connection &here, connection &there) {
  auto first = co_await here.query("begin");
  auto second = co_await here.query("end");
  auto third = co_await lookup(here, 1);
  auto fourth = co_await lookup(there, 2);
  auto fifth = co_await send(1);
  auto sixth = co_await send(2);
  auto seventh = co_await readNext(1);
  auto eighth = co_await readNext(2);
  co_return first + second + third + fourth + fifth + sixth + seventh + eighth;
}
task<int> different_functions() {
  auto first = co_await size(1);
  auto second = co_await box(2);
  co_return first + *second;
}
task<int> no_values() {
  co_await warm(1);
  co_await warm(2);
  auto first = co_await size(1);
  use(first);
  auto second = co_await size(2);
  co_return second;
}
int counter;
task<int> counts(int n) {
  co_await aio::sleep(1ms);
  co_return counter += n;
}
task<int> through(int n) { co_return 1 + co_await counts(n); }
task<int> never_waits(int n) { co_return n; }
task<int> nor_this(int n) { co_return 1 + co_await never_waits(n); }
task<int> in_sight_and_not() {
  auto first = co_await through(1);
  auto second = co_await through(2);
  auto third = co_await nor_this(1);
  auto fourth = co_await nor_this(2);
  co_return first + second + third + fourth;
}
int next();
task<int> arguments_with_effects(int n) {
  auto first = co_await size(next());
  auto second = co_await size(next());
  auto third = co_await size(n++);
  auto fourth = co_await size(n++);
  auto fifth = co_await size(counter);
  auto sixth = co_await size(counter + 1);
  co_return first + second + third + fourth + fifth + sixth;
}
task<int> loops(std::vector<int> all, int last) {
  int sum = 0;
  for (int page : all) {
    if (page == last)
      break;
    sum += co_await size(page);
  }
  for (int attempt = 0; attempt < 3; ++attempt)
    sum += co_await size(last);
  for (int page = 0; sum < 100; ++page)
    sum += co_await size(page);
  while (sum < 1000)
    sum += co_await size(sum);
  for (int page : all)
    sum = co_await size(page);
  for (int page : all)
    sum += co_await size(page + sum);
  for (int page : all) {
    co_await aio::sleep(1ms);
    sum += co_await size(page);
  }
  for (int page : all)
    counter += co_await size(page);
  co_return sum;
}
