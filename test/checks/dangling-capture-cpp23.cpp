// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An explicit object parameter by value copies the closure into the frame.
// RUN: %check --check coro-dangling-capture --std c++23 --clang-only

#include "home.h"

void use(int);

home::lazy<> silent(int n) {
  auto kept = [n](this auto self) -> home::lazy<> {
    use(n);
    co_return;
  }();
  co_await std::move(kept);
}

home::lazy<> fires(int n) {
  auto kept = [n](this auto &self) -> home::lazy<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the task outlives the closure 'kept'
    use(n);
    co_return;
  };
  auto task = kept();
  return task;
}
