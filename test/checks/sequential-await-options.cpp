// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-sequential-await --suffix TOLD --option "coro.Ordered=**::quota; remote::page" --fix-notes
// RUN: %check --check coro-sequential-await --suffix UNTOLD --fix-notes

// Without aio/gather.hpp there is a word for it, but no fix.
#include <aio/task.hpp>

namespace remote {
aio::task<int> page(int number);
aio::task<int> userQuota(int id);
aio::task<int> weight(int id);
} // namespace remote

aio::task<int> both() {
  auto first = co_await remote::page(1);
  auto second = co_await remote::page(2);
  // CHECK-MESSAGES-UNTOLD: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  co_return first + second;
}
aio::task<int> quotas() {
  auto first = co_await remote::userQuota(1);
  auto second = co_await remote::userQuota(2);
  // CHECK-MESSAGES-UNTOLD: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  co_return first + second;
}
aio::task<int> weights() {
  auto first = co_await remote::weight(1);
  auto second = co_await remote::weight(2);
  // CHECK-MESSAGES: :[[@LINE-2]]:16: warning: 'first' is awaited before 'second' is even started
  // CHECK-NOTES: :[[@LINE-2]]:17: note: this starts when
  // CHECK-NOTES: :[[@LINE-4]]:16: note: run them side by side: 'auto [first, second] = co_await aio::gather(remote::weight(1), remote::weight(2))'
  co_return first + second;
}
