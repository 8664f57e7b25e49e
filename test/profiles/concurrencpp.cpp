// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <concurrencpp.h>
#include <thread>

using concurrencpp::executor;
using concurrencpp::lazy_result;
using concurrencpp::null_result;
using concurrencpp::result;

lazy_result<int> load(int id);
result<int> save(int id);
null_result forget(int id);

null_result drops(std::shared_ptr<executor> pool) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  pool->submit([] { return 1; });
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: a task is started here and then dropped
  load(2).run();
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}: note: 'concurrencpp::lazy_result<int>' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'load(1).run()', or wait for it with 'load(1).run().get()'
}

result<void> blocks(std::shared_ptr<executor> pool) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'timers->make_delay_object(std::chrono::seconds(1), executor)' instead
  co_await concurrencpp::resume_on(pool);
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// Its promise hands it to the executor before anything of it runs.
result<void> runs_there(concurrencpp::executor_tag, std::shared_ptr<executor> pool) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  co_await concurrencpp::resume_on(pool);
}

// CHECK: function 'silent'
result<void> silent(std::shared_ptr<executor> pool, concurrencpp::timer_queue &timers) {
  forget(1);
  // CHECK: at [[@LINE-1]]:3: spawned, handle discarded
  pool->post([] {});
  auto both = concurrencpp::when_all(pool, save(2), save(3));
  co_await both;
  save(4).get();
  // CHECK: 'result' {{.*}} at [[@LINE-1]]:3: awaited in place
  auto saving = save(5);
  co_await saving;
  co_await timers.make_delay_object(std::chrono::seconds(1), pool);
}
// CHECK: calls 'post' at {{.*}}: continuation-sink
// CHECK: calls 'when_all' at {{.*}}: combinator
// CHECK: calls 'get' at {{.*}}: bridge
// CHECK: calls 'make_delay_object' at {{.*}}: sleep
