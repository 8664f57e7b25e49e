// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %check --check coro-never-awaited --suffix NEVER -- -isystem %S/Inputs
// RUN: %check --check coro-dangling-capture --suffix SINK -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <seastar.h>
#include <thread>

using seastar::future;

future<int> load(int id);
future<> save(int id);

future<> drops(seastar::gate &gate) {
  load(1);
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  seastar::with_gate(gate, [] { return load(2); });
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: a task is started here and then dropped
  co_return;
}

future<> blocks() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-FIXES-BLOCKS: co_await seastar::sleep(std::chrono::seconds(1));
  co_return;
}

future<> forgets(seastar::semaphore &limit) {
  auto units = seastar::get_units(limit, 1);
  // CHECK-MESSAGES-NEVER: :[[@LINE-1]]:8: warning: 'units' is never awaited
  co_await save(1);
}
future<> continues(int id) {
  return save(id).then([id]() -> future<> {
    // CHECK-MESSAGES-SINK: :[[@LINE-1]]:24: warning: the task outlives this closure, which holds its captures
    co_await save(1);
    co_await save(id);
  });
}

// CHECK: function 'silent'
future<> silent(seastar::gate &gate, std::vector<int> ids) {
  (void)load(1); // said on purpose
  (void)seastar::with_gate(gate, [] { return load(2); });
  co_await seastar::when_all(load(3), load(4));
  // CHECK: makes eager 'future' {{.*}} at [[@LINE-1]]:30: awaited in place
  // CHECK: makes eager 'future' {{.*}} at [[@LINE-2]]:39: awaited in place
  co_await seastar::parallel_for_each(ids, [](int id) { return save(id); });
  co_await seastar::smp::submit_to(1, [] { return load(5); });
  auto done = co_await seastar::coroutine::as_future(load(6));
  // CHECK: makes eager 'future' {{.*}} at [[@LINE-1]]:54: awaited in place
  if (!done.failed())
    done.get(); // ready: does not wait
  co_await seastar::sleep(std::chrono::seconds(1)).then([] { return load(7); });
  co_await gate.close();
}
// CHECK: calls 'with_gate' at {{.*}}: spawn
// CHECK: calls 'when_all' at {{.*}}: combinator
// CHECK: calls 'parallel_for_each' at {{.*}}: combinator
// CHECK: calls 'submit_to' at {{.*}}: owns-closure
// CHECK: calls 'as_future' at {{.*}}: combinator
// CHECK: calls 'then' at {{.*}}: continuation-sink
// CHECK: calls 'sleep' at {{.*}}: sleep
// CHECK: calls 'close' at {{.*}}: join
