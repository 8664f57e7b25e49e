// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --option coro.MustUse=mine::verdict

#include <aio/aio.hpp>
#include "home.h"

#include <system_error>
#include <tuple>
#include <utility>

using aio::task;

struct [[nodiscard]] status {
  bool ok;
};
template <class T, class E> struct outcome {
  bool has_value() const;
  T value() const;
  E error() const;
};
namespace mine {
struct verdict {};
} // namespace mine

task<std::error_code> saves();
task<status> checks();
task<outcome<int, int>> tries();
task<mine::verdict> judges();
[[nodiscard]] task<bool> locks();
task<int> counts();
task<std::tuple<std::error_code, int>> reads();
home::lazy<status> of_a_home_made_type();
[[nodiscard]] home::lazy<int> made_by_hand();

task<> drops(bool choice) {
  co_await saves();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'std::error_code' that this await gives is dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: its type tells of failure
  // CHECK-NOTES: :[[@LINE-3]]:3: note: look at it, or say '(void)co_await …' if that is meant
  co_await checks();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'status' that this await gives is dropped
  // CHECK-NOTES: :[[@LINE-2]]:3: note: its type is {{.*}}nodiscard
  // CHECK-NOTES: :[[@LINE-3]]:3: note: look at it
  co_await tries();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'outcome<int, int>' that this await gives is dropped
  co_await judges();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'mine::verdict' that this await gives is dropped
  co_await locks();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'bool' that this await gives is dropped
  auto handle = aio::create_task(checks());
  co_await std::move(handle);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'status' that this await gives is dropped
  if (choice)
    co_await checks();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: the 'status' that this await gives is dropped
}
home::lazy<> in_a_loop() {
  for (int i = 0; i < 3; co_await of_a_home_made_type(), ++i)
    // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: the 'status' that this await gives is dropped
    co_await made_by_hand(); // its mark is for the task
}

task<int> looks() {
  (void)co_await saves();
  static_cast<void>(co_await checks());
  if (co_await saves())
    co_return 1;
  while (co_await locks())
    co_await counts();
  auto known = co_await tries();
  co_await reads();
  co_return known.has_value() && (co_await checks()).ok;
}
task<status> hands_on() { co_return co_await checks(); }

#define RUN(TASK) co_await TASK
template <class T> task<> templated() {
  RUN(checks());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the 'status' that this await gives is dropped
}
template task<> templated<int>();
template task<> templated<short>();

// A macro that drops its argument on purpose, and a task that nobody makes here.
#define THROWS(...)                                                            \
  try {                                                                        \
    __VA_ARGS__;                                                               \
    use(0);                                                                    \
  } catch (...) {                                                              \
  }
void use(int);
struct shelf {
  [[nodiscard]] task<int> &operator[](int);
};
task<> checked(shelf tasks) {
  THROWS(co_await checks());
  co_await std::move(tasks[0]);
}
