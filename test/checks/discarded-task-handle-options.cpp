// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A home-made spawn becomes known by an attribute or by an option, a handle that
// is made to be dropped by an option.
// RUN: %check --check coro-discarded-task-handle
// RUN: %check --check coro-discarded-task-handle --option "coro.Spawn=mine::go;mine::start_*" --suffix OPTION
// RUN: %check --check coro-discarded-task-handle --option "coro.Spawn=mine::go" --option "coro.Discardable=mine::ticket"

#include "home.h"

namespace mine {
struct ticket {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
ticket go(home::lazy<> task);
struct [[nodiscard]] receipt : ticket {
  ~receipt();
};
[[clang::annotate("corolint::spawn")]] receipt launch(home::lazy<> task);
} // namespace mine

home::lazy<> work();

void spawns() {
  mine::go(work());
  // CHECK-MESSAGES-OPTION: :[[@LINE-1]]:3: warning: task 'work' is started and then dropped
#pragma clang diagnostic ignored "-Wunused-result"
  mine::launch(work());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: task 'work' is started and then dropped
}
