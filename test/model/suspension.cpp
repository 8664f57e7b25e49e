// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %corolint --dump-facts %s -- -std=c++20 -I%inputs | FileCheck %s

#include "home.h"

// CHECK: function 'points' at [[@LINE+1]]:1, a coroutine
home::lazy<> points() {
  co_await home::pause();
  // CHECK-NEXT: awaits at [[@LINE-1]]:3{{$}}
  co_await home::ready_at_once();
  // CHECK-NEXT: awaits at [[@LINE-1]]:3, never suspends
  co_await std::suspend_never();
  // CHECK-NEXT: awaits at [[@LINE-1]]:3, never suspends
  // Not of this body, and not evaluated.
  auto inner = []() -> home::lazy<> { co_await home::pause(); };
  static_assert(!noexcept(inner()));
}
// CHECK-NOT: awaits
// CHECK: lambda at [[@LINE-4]]:
// CHECK-NEXT: awaits
// CHECK-NOT: awaits
