// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is alive, what was shown, and who waits.

#include "stage.h"
#include "oracle.h"

#include <array>
#include <charconv>
#include <set>

namespace stage {

static auto &alive() {
  static auto *addresses = new std::set<const void *>;
  return *addresses;
}

std::map<int, int> &shown() {
  static auto *values = new std::map<int, int>;
  return *values;
}

std::list<sleeper> &queue(length how_long) {
  static auto *all = new std::array<std::list<sleeper>, 3>;
  return (*all)[std::size_t(how_long)];
}

tracked::tracked(int n) : number(n) { alive().insert(this); }
tracked::tracked(const tracked &other) : number((other.check(), other.number)) {
  alive().insert(this);
}
tracked &tracked::operator=(const tracked &other) {
  check();
  other.check();
  number = other.number;
  return *this;
}
tracked::~tracked() {
  check();
  alive().erase(this);
}
void tracked::check() const {
  if (!alive().contains(this))
    end("bug", "use-after-lifetime");
}
void tracked::show() const {
  check();
  ++shown()[number];
}

std::string text(int n) {
  return std::to_string(n) + " is written on a label as long as this one";
}
void show(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  ++shown()[number];
}

void wait::await_suspend(std::coroutine_handle<> h) {
  queue(how_long).push_back({this, h});
}
wait::~wait() {
  queue(how_long).remove_if(
      [this](const sleeper &each) { return each.where == this; });
}

int oops::thrown = 0;
oops::oops() { ++thrown; }

aio::task<> nap() { co_await later(); }
home::lazy<> doze() { co_await later(); }

void spawn(home::lazy<> task) {
  static auto *running = new std::list<home::lazy<>>;
  running->push_back(std::move(task));
  running->back().start();
}

} // namespace stage

// In place of the runtime's own: who sleeps here waits for his turn, not for the
// clock.
aio::task<> aio::detail::sleep(std::chrono::steady_clock::duration delay) {
  co_await stage::wait(delay <= delay.zero() ? stage::length::turn
                                             : stage::length::later);
}
