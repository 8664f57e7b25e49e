// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// QCoro 6 and Qt 6, against the real headers.
// DEFINE: %{qt} = -fPIC -isystem /usr/include/x86_64-linux-gnu/qt6 -isystem /usr/include/x86_64-linux-gnu/qt6/QtCore -isystem /usr/include/qcoro6/qcoro -isystem /usr/include/qcoro6/QCoro
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- %{qt}
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- %{qt}
// RUN: %corolint --dump-facts %s -- -std=c++20 %{qt} | FileCheck %s

#include <QCoroProcess>
#include <QCoroTask>
#include <QCoroTimer>
#include <QProcess>
#include <QThread>
#include <chrono>
#include <thread>

using QCoro::Task;

Task<int> load(int id);

Task<> drops() {
  load(1);
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
  co_return;
}

// A slot is a function like others; it could return the task.
void onClicked() {
  load(1);
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'load' is started and then dropped
}

Task<> blocks(QProcess &process) {
  QThread::msleep(20);
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'QThread::msleep' blocks
  // CHECK-FIXES-BLOCKS: co_await QCoro::sleepFor(std::chrono::milliseconds(20));
  std::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  // CHECK-FIXES-BLOCKS: co_await QCoro::sleepFor(std::chrono::seconds(1));
  process.waitForFinished();
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'QProcess::waitForFinished' blocks
  // CHECK-NOTES-BLOCKS: :[[@LINE-2]]:3: note: 'QProcess::waitForFinished' waits for the other process; use the signals of QProcess instead
  // CHECK-NOTES-BLOCKS: :[[@LINE-3]]:3: note: run it on another thread: 'co_await QtConcurrent::run([&] { return process.waitForFinished(); })'
  process.waitForReadyRead(0); // a look
  co_await qCoro(process).waitForFinished();
}

// CHECK: function 'silent'
Task<> silent(QObject *parent) {
  QCoro::connect(load(1), parent, [] {});
  // CHECK: makes eager 'Task' {{.*}} at [[@LINE-1]]:18: spawned
  QCoro::waitFor(load(2));
  // CHECK: makes eager 'Task' {{.*}} at [[@LINE-1]]:18: awaited in place
  auto loading = load(3);
  co_await loading;
  (void)load(4); // said on purpose
  co_await QCoro::sleepFor(std::chrono::seconds(1));
}
// CHECK: calls 'connect' at {{.*}}: spawn
// CHECK: calls 'waitFor' at {{.*}}: bridge
// CHECK: calls 'sleepFor' at {{.*}}: sleep
