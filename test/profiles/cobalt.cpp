// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <cobalt.h>
#include <thread>

namespace cobalt = boost::cobalt;

cobalt::promise<int> start(int id);
cobalt::task<int> load(int id);
cobalt::detached forget(int id);

cobalt::promise<void> drops(cobalt::channel<int> &channel, cobalt::executor executor) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  channel.read();
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'read' does nothing here
  // CHECK-FIXES-LAZY: {{^  }}co_await channel.read();
  cobalt::gather(start(1), start(2));
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'gather' does nothing here
  // CHECK-MESSAGES-STARTED: :[[@LINE-2]]:18: warning: task 'start' is started and then dropped
  // CHECK-MESSAGES-STARTED: :[[@LINE-3]]:28: warning: task 'start' is started and then dropped
  start(3);
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'start' is started and then dropped
  cobalt::spawn(executor, load(1), boost::asio::use_future);
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

cobalt::promise<void> blocks() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'boost::cobalt::io::sleep(std::chrono::seconds(1))' instead
  co_return;
}

// CHECK: function 'silent'
cobalt::promise<void> silent(cobalt::executor executor) {
  +start(1);
  forget(2);
  cobalt::spawn(executor, load(3), boost::asio::detached);
  co_await cobalt::gather(start(4), load(5));
  // CHECK: makes eager 'promise' {{.*}} at [[@LINE-1]]:27: awaited in place
  // CHECK: makes lazy 'task' {{.*}} at [[@LINE-2]]:37: awaited in place
  auto first = cobalt::race(start(6), load(7));
  co_await std::move(first);
  // CHECK: makes eager 'promise' {{.*}} at [[@LINE-2]]:29: joined in 'first'
  start(8).detach();
  cobalt::run(load(9));
  // CHECK: makes lazy 'task' {{.*}} at [[@LINE-1]]:15: awaited in place
}
// CHECK: calls 'spawn' at {{.*}}: spawn
// CHECK: calls 'gather' at {{.*}}: combinator
// CHECK: calls 'race' at {{.*}}: combinator
// CHECK: calls 'detach' at {{.*}}: detach
// CHECK: calls 'run' at {{.*}}: bridge
