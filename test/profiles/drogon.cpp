// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <drogon.h>
#include <thread>

using drogon::AsyncTask;
using drogon::Task;

Task<int> load(int id);
AsyncTask forget(int id);

Task<> drops(trantor::EventLoop *loop, drogon::orm::DbClient &db) {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-FIXES-LAZY: {{^  }}co_await load(1);
  drogon::sleepCoro(loop, 1.0);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'sleepCoro' does nothing here
  db.execSqlCoro("delete from sessions");
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'execSqlCoro' does nothing here
  drogon::co_future(load(2));
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

void outside() {
  load(1);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: coroutine 'load' never runs
  // CHECK-NOTES-LAZY: {{.*}}: note: 'drogon::Task<int>' is lazy
  // CHECK-NOTES-LAZY: :[[@LINE-3]]:3: note: start it with 'drogon::async_run([=]() -> drogon::Task<> { co_await load(1); })', or wait for it with 'drogon::sync_wait(load(1))'
}

Task<> blocks(trantor::EventLoop *worker, drogon::orm::DbClient &db) {
  db.execSqlSync("delete from sessions");
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'drogon::orm::DbClient::execSqlSync' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'execSqlCoro' instead
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: await 'drogon::sleepCoro(loop, std::chrono::seconds(1))' instead
  co_await drogon::switchThreadCoro(worker);
  std::this_thread::sleep_for(std::chrono::seconds(1));
}

// CHECK: function 'silent'
Task<> silent(trantor::EventLoop *loop, int id) {
  forget(1);
  // CHECK: makes eager 'AsyncTask' {{.*}} at [[@LINE-1]]:3: spawned, handle discarded
  drogon::async_run([id]() -> Task<> { co_await load(id); });
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:21: spawned, handle discarded
  co_await drogon::when_all(load(2), load(3));
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:29: awaited in place
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-2]]:38: awaited in place
  drogon::sync_wait(load(4));
  // CHECK: makes lazy 'Task' {{.*}} at [[@LINE-1]]:21: awaited in place
  loop->queueInLoop([] {});
  co_await drogon::sleepCoro(loop, 1.0);
}
// CHECK: calls 'async_run' at {{.*}}: spawn
// CHECK: calls 'async_run' at {{.*}}: owns-closure
// CHECK: calls 'when_all' at {{.*}}: combinator
// CHECK: calls 'sync_wait' at {{.*}}: bridge
// CHECK: calls 'queueInLoop' at {{.*}}: continuation-sink
// CHECK: calls 'sleepCoro' at {{.*}}: sleep
