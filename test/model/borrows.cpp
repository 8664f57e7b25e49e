// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %corolint --dump-facts %s -- -std=c++20 -I%inputs -I%root/runtime/include | FileCheck %s

#include <aio/aio.hpp>
#include <functional>
#include <string>
#include <string_view>

aio::task<> takes(const int &, std::string_view, int *, std::reference_wrapper<int>, int);
struct object {
  aio::task<> run();
};

// CHECK: function 'borrows'
aio::task<> borrows() {
  int a = 0, b = 0;
  std::string text;
  object local;
  auto closure = [&a, b, &r = b]() -> aio::task<> {
    (void)(a + b + r);
    co_return;
  };
  // CHECK: makes lazy 'task' {{.*}} at [[@LINE+4]]:12
  // CHECK-NEXT: borrows 'closure' at [[@LINE-5]]:18 as closure
  // CHECK-NEXT: borrows 'a' at [[@LINE-6]]:20 as capture
  // CHECK-NEXT: borrows 'b' at [[@LINE-7]]:27 as capture
  co_await closure();
  co_await takes(a, text, &b, std::ref(a), b);
  // CHECK: at [[@LINE-1]]:12: awaited in place
  // CHECK-NEXT: borrows 'a' at [[@LINE-2]]:18 as argument
  // CHECK-NEXT: borrows 'text' at [[@LINE-3]]:21 as argument
  // CHECK-NEXT: borrows 'b' at [[@LINE-4]]:27 as argument
  // CHECK-NEXT: borrows 'a' at [[@LINE-5]]:{{[0-9]+}} as argument
  co_await local.run();
  // CHECK: at [[@LINE-1]]:12: awaited in place
  // CHECK-NEXT: borrows 'local' at [[@LINE-2]]:12 as object
  co_await takes(1, "literal", nullptr, std::ref(a), a);
  // CHECK: at [[@LINE-1]]:12: awaited in place
  // CHECK-NEXT: borrows a temporary at [[@LINE-2]]:18 as argument
  // CHECK-NEXT: borrows 'a'
  // CHECK-NOT: borrows
}
