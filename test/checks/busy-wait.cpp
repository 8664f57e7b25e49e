// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <future>
#include <memory>
#include <optional>
#include <vector>

using aio::task;
using namespace std::chrono_literals;

void use(int);
bool is_alive(int process);
[[clang::annotate("corolint::yield")]] home::pause others_first();

bool ready;
std::atomic<int> running;

task<> a_global() {
  while (!ready)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'ready' again and again until somebody changes it
    // CHECK-NOTES: :[[@LINE+2]]:5: note: it wakes up here in vain as long as nothing has changed, and after that too late
    // CHECK-NOTES: :[[@LINE-3]]:10: note: await an event that is set where 'ready' changes
    co_await aio::sleep(1ms);
}
task<> with_a_yield() {
  while (!ready) {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'ready'
    // CHECK-NOTES: :[[@LINE+2]]:5: note: it has its next turn right after the others, and keeps the thread busy
    // CHECK-NOTES: :[[@LINE-3]]:10: note: await an event
    co_await others_first();
  }
}
task<> an_atomic() {
  do {
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'running'
    co_await aio::sleep(1ms);
  } while (running.load(std::memory_order_acquire) > 0);
  for (; running != 0;)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'running'
    (void)co_await aio::sleep(1ms, 1);
}

class connection {
public:
  bool empty() const { return waiting.empty(); }
  bool is_open() const { return state == open; }
  task<> until_open() {
    while (state != open)
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this loop looks at 'state'
      co_await aio::sleep(1ms);
  }
  task<> until_empty() {
    while (!empty() && is_open())
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this loop looks at 'empty'
      co_await aio::sleep(1ms);
  }
  task<> until_answered() {
    while (!answer)
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this loop looks at 'answer'
      co_await aio::sleep(1ms);
  }

private:
  enum { closed, open } state = closed;
  std::vector<int> waiting;
  std::optional<int> answer;
};
task<> of_another(std::shared_ptr<connection> other, const bool &flag,
                  const bool *pointer, connection *third, int limit) {
  while (!*pointer)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'pointer'
    co_await aio::sleep(1ms);
  while (third->empty())
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'third'
    co_await aio::sleep(1ms);
  while (other->empty())
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'other'
    co_await aio::sleep(1ms);
  while (!flag)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'flag'
    co_await aio::sleep(1ms);
  while (running < 3)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'running'
    co_await aio::sleep(1ms);
}
task<> a_local() {
  bool done = false;
  auto setting = aio::create_task([](bool &flag) -> task<> {
    co_await aio::sleep(1ms);
    flag = true;
  }(done));
  while (!done)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'done'
    co_await aio::sleep(1ms);
  co_await setting;
}
task<> captured() {
  bool done = false;
  auto set = [&done] { done = true; };
  auto look = [&done]() -> task<> {
    while (!done)
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this loop looks at 'done'
      co_await aio::sleep(1ms);
  };
  auto looking = aio::create_task(look());
  set();
  co_await looking;
}
task<> an_event(aio::event &event) {
  while (!event.is_set())
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'event'
    co_await aio::sleep(1ms);
}
#define UNTIL(CONDITION) while (!(CONDITION)) co_await aio::sleep(1ms)
task<> in_a_macro() {
  UNTIL(ready);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'ready'
}
template <class T> task<> templated(T &flag) {
  while (!flag)
    // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this loop looks at 'flag'
    co_await aio::sleep(1ms);
}
template task<> templated<bool>(bool &);
template task<> templated<std::atomic<bool>>(std::atomic<bool> &);

// --- silent ------------------------------------------------------------------------

task<> heartbeat() {
  while (running) {
    use(1);
    co_await aio::sleep(1ms);
  }
  while (true)
    co_await aio::sleep(1s);
}
// With a limit: what to do about it in the end is another matter.
task<> bounded() {
  for (int left = 10; !ready && left > 0; --left)
    co_await aio::sleep(1ms);
  int tries = 0;
  while (!ready && tries < 10) {
    co_await aio::sleep(1ms);
    ++tries;
  }
  const auto deadline = std::chrono::steady_clock::now() + 1s;
  while (!ready && std::chrono::steady_clock::now() < deadline)
    co_await aio::sleep(1ms);
  while (!ready && tries-- > 0)
    co_await aio::sleep(1ms);
}
// Nobody here can say when these change.
volatile std::sig_atomic_t stopped;
bool unseen();
class device {
public:
  virtual bool is_ready() const { return flag; }
  bool take() { return !flag; }
  bool flag = false;
};
task<> outside(int process, std::future<int> &result, device &from) {
  while (is_alive(process))
    co_await aio::sleep(1ms);
  while (!stopped)
    co_await aio::sleep(1ms);
  while (result.wait_for(0s) != std::future_status::ready)
    co_await aio::sleep(1ms);
  while (!unseen())
    co_await aio::sleep(1ms);
  while (!from.is_ready() || from.take())
    co_await aio::sleep(1ms);
}
// Nobody can change these.
task<> for_ever(int count, connection own, const bool *pointer) {
  while (own.empty())
    co_await aio::sleep(1ms);
  while (pointer)
    co_await aio::sleep(1ms);
  constexpr bool always = true;
  while (always)
    co_await aio::sleep(1ms);
  while (count)
    co_await aio::sleep(1ms);
}
[[clang::annotate("corolint::sleep")]] task<> sleep_unless(const bool &stop);
task<> woken_by_what_it_looks_at(const bool &stop) {
  while (!stop)
    co_await sleep_unless(stop);
}
task<> home_made_wait();
task<> waits_for_something_else() {
  while (!ready)
    co_await home_made_wait();
}

// A count that many add to is no event.
task<> counts(std::atomic<int> &running, int limit) {
  while (running.load() < limit)
    co_await aio::sleep(1ms);
}
