// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check
// RUN: %check --fix-notes

#include <aio/aio.hpp>
#include "home.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using aio::task;

task<int> read();
task<std::string> text();
int compute(int);
void use(int);

// --- lost updates -------------------------------------------------------------

int total = 0;
task<> adds() {
  total = total + co_await read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' gets a value made of what it was before the coroutine was suspended: updates from meanwhile are lost
  // CHECK-NOTES: :[[@LINE-2]]:11: note: it is read here
  // CHECK-NOTES: :[[@LINE-3]]:19: note: it suspends here, and others may write 'total'
  // CHECK-NOTES: :[[@LINE+7]]:24: note: one run starts here
  // CHECK-NOTES: :[[@LINE+6]]:32: note: another one, at the same time, here
  // CHECK-NOTES: :[[@LINE-6]]:19: note: await first, and read 'total' after that
  // CHECK-FIXES-NOTES: {{^}}  auto value = co_await read();
  // CHECK-FIXES-NOTES-NEXT: {{^}}  total = total + value;
}
task<> add_twice() {
  co_await aio::gather(adds(), adds());
}

struct meter {
  int count = 0;
  bool healthy = true;
  std::vector<int> values;
  std::string log;

  task<> copies() {
    auto before = count;
    co_await read();
    count = before + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'count' gets a value made of what it was before
    // CHECK-NOTES: :[[@LINE-4]]:19: note: it is read here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: it suspends here, and others may write 'count'
    // CHECK-NOTES: :[[@LINE+42]]:20: note: the loop starts one run here while others are suspended
    // CHECK-NOTES: :[[@LINE-6]]:5: note: read 'count' after the await, or hold a lock that can be awaited
  }
  task<> next_one() {
    int next = this->count + 1;
    co_await read();
    this->count = next;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'count' gets a value made of what it was before
  }
  task<> changed_copy() {
    auto mine = values;
    mine.push_back(co_await read());
    values = std::move(mine);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'values' gets a value made of what it was before
  }
  task<bool> asks();
  task<> both_must_hold() {
    healthy = healthy && co_await asks();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'healthy' gets a value made of what it was before
    // CHECK-NOTES: :[[@LINE-2]]:15: note: it is read here
    // CHECK-NOTES: :[[@LINE-3]]:26: note: it suspends here
    // CHECK-NOTES: :[[@LINE+23]]:33: note: one run starts here
    // CHECK-NOTES: :[[@LINE+22]]:85: note: another one
    // CHECK-NOTES: :[[@LINE-6]]:26: note: read 'healthy' after the await, or hold a lock that can be awaited
  }
  task<> read_twice() {
    auto before = count;
    if (before > 3)
      co_await read();
    count = before + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'count' gets a value
  }
};
task<> meters(meter &shared) {
  std::vector<aio::task_handle<>> running;
  for (int i = 0; i < 3; ++i)
    running.push_back(
        aio::create_task(shared.next_one()));
  co_await aio::gather(std::move(running));

  std::vector<task<>> lazy;
  for (int i = 0; i < 3; ++i)
    lazy.push_back(shared.copies());
  co_await aio::gather(std::move(lazy));
  auto first = aio::create_task(shared.both_must_hold()), second = aio::create_task(shared.both_must_hold());
  co_await first;
  co_await second;
  auto third = aio::create_task(shared.changed_copy());
  co_await shared.changed_copy();
  co_await third;
  aio::task_group group;
  group.create_task(shared.read_twice());
  group.create_task(shared.read_twice());
  co_await group.join();
}

// --- check-then-act ------------------------------------------------------------

class account {
public:
  task<> withdraw(int amount) {
    if (balance < amount)
      co_return;
    co_await audit();
    balance -= amount;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is written because of what it was before the coroutine was suspended
    // CHECK-NOTES: :[[@LINE-5]]:9: note: it is checked here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: it suspends here, and others may write 'balance'
    // CHECK-NOTES: :[[@LINE+32]]:24: note: one run starts here
    // CHECK-NOTES: :[[@LINE+31]]:44: note: another one, at the same time, here
    // CHECK-NOTES: :[[@LINE-7]]:5: note: check again after the await, or hold a lock that can be awaited
  }
  task<> opens() {
    if (!is_open) {
      co_await read();
      is_open = true;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'is_open' is written because of what it was before
    }
  }
  task<> flushes() {
    if (pending > 0) {
      co_await read();
      pending = 0;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'pending' is written because of what it was before
      // CHECK-NOTES: :[[@LINE-4]]:9: note: it is checked here
      // CHECK-NOTES: :[[@LINE-4]]:7: note: it suspends here
      // CHECK-NOTES: :[[@LINE+15]]:35: note: one run starts here
      // CHECK-NOTES: :[[@LINE+16]]:3: note: another one, at the same time, here
      // CHECK-NOTES: :[[@LINE-7]]:7: note: check again
    }
  }
  void adds() { ++pending; }

private:
  task<> audit();
  int balance = 100;
  int pending = 0;
  bool is_open = false;
};
task<> spends(std::shared_ptr<account> mine, account &theirs) {
  co_await aio::gather(mine->withdraw(60), mine->withdraw(60));
  auto running = aio::create_task(theirs.flushes());
  co_await aio::sleep(1ms);
  theirs.adds();
  co_await running;
}

// The run is a loop's, some callers further out.
class server {
public:
  task<> serve() {
    while (true) {
      int client = co_await accept();
      aio::create_task(session(client)).detach();
    }
  }

private:
  task<int> accept();
  task<> session(int client) {
    use(client);
    co_await greet();
    co_await mine.opens();
  }
  task<> greet() {
    if (slots > 0) {
      co_await read();
      --slots;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'slots' is written because of what it was before
      // CHECK-NOTES: :[[@LINE-4]]:9: note: it is checked here
      // CHECK-NOTES: :[[@LINE-4]]:7: note: it suspends here
      // CHECK-NOTES: :[[@LINE-18]]:24: note: the loop starts one run here while others are suspended
      // CHECK-NOTES: :[[@LINE-6]]:7: note: check again
    }
  }
  int slots = 3;
  account mine;
};

// Home-made tasks, closures, templates, macros.
task<> closures() {
  int sum = 0;
  auto add = [&]() -> task<> {
    sum = sum + co_await read();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sum' gets a value made of
    // CHECK-FIXES-NOTES: {{^}}    auto value = co_await read();
    // CHECK-FIXES-NOTES-NEXT: {{^}}    sum = sum + value;
  };
  co_await aio::gather(add(), add());
}
task<> starts_closures() {
  int sum = 0;
  aio::task_group group;
  for (int i = 0; i < 3; ++i)
    group.create_task([&sum]() -> task<> {
      int before = sum;
      co_await read();
      sum = before + 1;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'sum' gets a value made of
    });
  co_await group.join();
}
task<> starts_two_closures() {
  int sum = 0;
  aio::task_group group;
  group.create_task([&sum]() -> task<> {
    int before = sum;
    co_await read();
    sum = before + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'sum' gets a value made of
  });
  group.create_task([&sum]() -> task<> {
    sum += co_await read();
  });
  co_await group.join();
}
home::fire_and_forget counts(int &counter) {
  counter = counter + (co_await home::pause(), 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'counter' gets a value made of
}
home::eager<> counts_too(meter *shared) {
  if (shared->count < 10) {
    co_await home::pause();
    shared->count++;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'count' is written because of
  }
}
void starts(int &counter, meter *shared) {
  counts(counter);
  counts(counter);
  auto first = counts_too(shared);
  auto second = counts_too(shared);
}
#define ADD(TO) TO = TO + co_await read()
template <class T> struct tally {
  T sum{};
  task<> add() {
    ADD(sum);
    // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'sum' gets a value made of
  }
};
template <class T> task<> tallies(tally<T> &mine) {
  co_await aio::gather(mine.add(), mine.add());
}
template task<> tallies(tally<int> &);
template task<> tallies(tally<long> &);

// --- silent: nothing is read before -------------------------------------------

namespace in_order {
int total = 0;
std::string log;
task<> right_side_first() { total += co_await read(); }
task<> await_first() { total = co_await read() + total; }
task<> by_reference() { log = log + co_await text(); }
task<> after() {
  auto value = co_await read();
  total = total + value;
}
task<> not_the_same() {
  int other = in_order::total;
  co_await read();
  total = compute(1);
  use(other);
}
task<> all() {
  co_await aio::gather(right_side_first(), right_side_first(), await_first(),
                       await_first(), by_reference(), by_reference(), after(),
                       after(), not_the_same(), not_the_same());
}
} // namespace in_order

// --- silent: looked at again, or taken before ----------------------------------

struct careful {
  int count = 0;
  bool busy = false;
  bool ready = false;
  int generation = 0;
  int other = 0;
  std::optional<int> size;
  const int limit = 3;
  std::atomic<int> hits = 0;
  aio::mutex mutex;
  aio::semaphore slots{1};
  std::mutex threads;

  task<> rechecked(int amount) {
    if (count < amount)
      co_return;
    co_await read();
    if (count < amount)
      co_return;
    count -= amount;
  }
  task<> waits() {
    while (!ready)
      co_await read();
    ready = false;
  }
  task<> takes_first() {
    if (count > 0) {
      --count;
      co_await read();
      ++count;
    }
  }
  task<> runs_alone() {
    if (busy)
      co_return;
    busy = true;
    int before = count;
    co_await read();
    count = before + 1;
    busy = false;
  }
  task<> puts_back() {
    int before = count;
    count = 7;
    co_await read();
    count = before;
  }
  task<> rolls_back() {
    int before = count;
    co_await read();
    count = before;
  }
  task<> compares() {
    int before = count;
    int seen = co_await read();
    if (before == count)
      count = before + seen;
  }
  task<> knows_the_version() {
    auto before = generation;
    if (count > 0) {
      co_await read();
      if (before != generation)
        co_return;
      count = 0;
    }
  }
  task<> reads_again() {
    int before = count;
    use(before);
    co_await read();
    before = count;
    count = before + 1;
  }
  bool has(int amount) const { return count >= amount; }
  task<> asks_itself(int amount) {
    if (count < amount)
      co_return;
    co_await read();
    if (!has(amount))
      co_return;
    count -= amount;
  }
  task<int> loaded() {
    if (!size)
      size = co_await read();
    co_return *size;
  }
  task<> on_the_other_branch() {
    if (count > 3)
      co_return;
    else
      co_await read();
    other = 1;
  }
  task<> exchanged() { hits.fetch_add(co_await read()); }

  // under a lock
  task<> locked() {
    auto guard = co_await mutex.lock();
    int before = count;
    co_await read();
    count = before + 1;
  }
  task<> has_a_turn() {
    auto turn = co_await slots.acquire();
    count = count + co_await read();
  }
  task<> tried() {
    if (auto guard = co_await mutex.lock(); count > 0) {
      co_await read();
      --count;
    }
  }
  task<> under_a_caller() { count = count + co_await read(); }
  task<> calls_locked() {
    auto guard = co_await mutex.lock();
    co_await under_a_caller();
  }
  task<> all() {
    aio::task_group group;
    for (int i = 0; i < 2; ++i) {
      group.create_task(rechecked(1));
      group.create_task(waits());
      group.create_task(takes_first());
      group.create_task(runs_alone());
      group.create_task(puts_back());
      group.create_task(rolls_back());
      group.create_task(compares());
      group.create_task(reads_again());
      group.create_task(knows_the_version());
      group.create_task(asks_itself(1));
      (void)group.create_task(loaded());
      group.create_task(on_the_other_branch());
      group.create_task(exchanged());
      group.create_task(locked());
      group.create_task(has_a_turn());
      group.create_task(tried());
      group.create_task(calls_locked());
    }
    co_await group.join();
  }
};
// A lock that is no object.
struct async_lock {
  home::pause lock_async();
  void unlock();
};
struct by_hand {
  async_lock lock;
  int count = 0;
  task<> add() {
    co_await lock.lock_async();
    count = count + co_await read();
    lock.unlock();
  }
};
task<> starts_by_hand(by_hand &mine) {
  co_await aio::gather(mine.add(), mine.add());
}

// --- awaits of coroutines that are here to be seen ----------------------------

task<int> perhaps() { co_return total ? co_await read() : 1; }
struct of_others {
  int count = 0;
  task<> add() {
    count = count + co_await perhaps();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'count' gets a value made of what it was before
    // CHECK-FIXES-NOTES: {{^}}    auto value = co_await perhaps();
  }
};
task<> starts_others(of_others &mine) {
  co_await aio::gather(mine.add(), mine.add());
}

// --- silent: nobody comes between ----------------------------------------------

task<int> at_once() { co_return 1; }
task<int> through() { co_return co_await at_once(); }
struct alone {
  int count = 0;
  thread_local static int of_thread;
  task<> never_suspends() {
    count = count + co_await through();
  }
  task<> through_a_test() {
    if (count == 0) {
      co_await through();
      count = 1;
    }
  }
  task<> one_by_one() { count = count + co_await read(); }
  task<> of_the_thread() { of_thread = of_thread + co_await read(); }
  task<> unknown_callers() { count = count + co_await read(); }
};
task<> local_state() {
  int sum = 0;
  sum = sum + co_await read();
  alone mine;
  co_await mine.one_by_one();
  co_await mine.one_by_one();
  co_await aio::gather(mine.never_suspends(), mine.never_suspends());
  co_await aio::gather(mine.through_a_test(), mine.through_a_test());
  co_await aio::gather(mine.of_the_thread(), mine.of_the_thread());
}
task<> one_after_the_other(alone &mine) {
  for (int i = 0; i < 3; ++i)
    co_await aio::create_task(mine.one_by_one());
  for (int i = 0; i < 3; ++i) {
    auto running = aio::create_task(mine.one_by_one());
    co_await running;
  }
  for (int i = 0; i < 3; ++i) {
    aio::task_group group;
    group.create_task(mine.one_by_one());
    co_await group.join();
  }
}
aio::event done;
int rounds = 0;
task<> round() {
  rounds = rounds + co_await read();
  done.set();
}
struct keeper {
  int count = 0;
  std::optional<aio::task_handle<>> running;
  task<> adds() { count = count + co_await read(); }
  task<> in_turn() {
    while (count < 3) {
      running = aio::create_task(adds());
      co_await *running;
    }
  }
};
task<> waits_for_each() {
  for (int i = 0; i < 3; ++i) {
    aio::create_task(round()).detach();
    co_await done.wait();
  }
}
task<> each_has_its_own(std::vector<alone> &all) {
  std::vector<task<>> running;
  for (alone &one : all)
    running.push_back(one.one_by_one());
  co_await aio::gather(std::move(running));
  alone first, second;
  co_await aio::gather(first.one_by_one(), second.one_by_one());
  for (int i = 0; i < 3; ++i) {
    auto mine = std::make_shared<alone>();
    aio::create_task([](std::shared_ptr<alone> mine) -> task<> {
      co_await mine->one_by_one();
    }(mine)).detach();
  }
  std::shared_ptr<alone> next;
  for (int i = 0; i < 3; ++i) {
    next = std::make_shared<alone>();
    aio::create_task([](std::shared_ptr<alone> mine) -> task<> {
      mine->count = mine->count + co_await read();
    }(next)).detach();
  }
}
struct two_of_them {
  alone left, right;
  task<> first() { co_await left.one_by_one(); }
  task<> second() { co_await right.one_by_one(); }
};
task<> side_by_side(two_of_them &mine) {
  co_await aio::gather(mine.first(), mine.second());
}
task<> by_value(alone mine, int count) {
  count = count + co_await read();
  mine.count = mine.count + co_await read();
}
task<> copies_of_it(alone &mine) {
  co_await aio::gather(by_value(mine, 1), by_value(mine, 1));
}
// Both say that it is over.
struct closing {
  bool open = true;
  task<> closes() {
    if (open) {
      co_await read();
      open = false;
    }
  }
  void aborts() { open = false; }
};
task<> closes_and_aborts(closing &mine) {
  auto running = aio::create_task(mine.closes());
  co_await aio::sleep(1ms);
  mine.aborts();
  co_await running;
}
// The task is not run before it is awaited, and the call is over by then.
task<> not_yet(account &mine) {
  auto running = aio::create_task(mine.opens());
  mine.adds();
  co_await running;
}
