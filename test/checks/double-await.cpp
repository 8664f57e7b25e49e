// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <utility>
#include <vector>

using aio::task;

task<int> read();
home::lazy<int> home_read();
task<int> timed(task<int>);
bool flag();
void use(int);

task<> twice() {
  auto reading = read();
  use(co_await std::move(reading));
  use(co_await std::move(reading));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task 'reading' is awaited again
  // CHECK-NOTES: :[[@LINE-3]]:7: note: it is awaited first here
  // CHECK-NOTES: :[[@LINE-3]]:7: note: call the coroutine once for each await, or keep its result
}
home::lazy<> of_a_home_made_type(home::lazy<int> reading) {
  if (flag())
    use(co_await std::move(reading));
  use(co_await std::move(reading));
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: task 'reading' is awaited again
}
task<> in_a_loop() {
  auto reading = read();
  for (int i = 0; i < 3; ++i)
    use(co_await std::move(reading));
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: task 'reading' is awaited again in the next turn of the loop
  // CHECK-NOTES: :[[@LINE-4]]:8: note: it is made once, outside of the loop
  // CHECK-NOTES: :[[@LINE-3]]:9: note: call the coroutine once for each await, or keep its result
}
task<> moved_away(std::vector<task<int>> &tasks) {
  auto reading = read();
  tasks.push_back(std::move(reading));
  co_await std::move(reading);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'reading' is awaited again
  // CHECK-NOTES: :[[@LINE-3]]:3: note: it is moved away here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: call the coroutine once for each await, or keep its result
}
task<> spawned() {
  auto reading = read();
  auto first = aio::create_task(std::move(reading));
  auto second = aio::create_task(std::move(reading));
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: task 'reading' is spawned again
  use(co_await first + co_await second);
}
task<> gathered() {
  auto reading = read();
  co_await aio::gather(std::move(reading), read());
  co_await timed(std::move(reading));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'reading' is awaited again
}

#define AWAIT(TASK) co_await std::move(TASK)
template <class T> task<> templated() {
  task<T> reading = read();
  AWAIT(reading);
  AWAIT(reading);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'reading' is awaited again
}
template task<> templated<int>();

// --- silent ------------------------------------------------------------------

void refill(task<int> &);
task<> anew() {
  auto reading = read();
  use(co_await std::move(reading));
  reading = read();
  use(co_await std::move(reading));
  refill(reading);
  use(co_await std::move(reading));
  auto again = [&] { reading = read(); };
  again();
  for (int i = 0; i < 3; ++i) {
    auto inner = read(), other = read();
    use(co_await std::move(inner) + co_await std::move(other));
  }
}
task<> on_one_path_each(bool early) {
  auto reading = read();
  if (early)
    co_return use(co_await std::move(reading));
  if (flag())
    use(co_await std::move(reading));
  else
    use(co_await std::move(reading) + 1);
}
task<> once_in_a_loop() {
  auto reading = read();
  while (flag()) {
    if (flag()) {
      use(co_await std::move(reading));
      break;
    }
  }
}
task<> handles_can() {
  auto handle = aio::create_task(read());
  use(co_await handle);
  use(co_await handle);
}
struct shared_task {
  using promise_type = home::lazy<int>::promise_type;
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
home::lazy<> shared_can(shared_task shared) {
  use(co_await std::move(shared));
  use(co_await std::move(shared));
}
