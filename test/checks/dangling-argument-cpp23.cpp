// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --std c++23 --clang-only

#include <aio/aio.hpp>

#include <vector>

void use(int);

aio::generator<int> counts(const std::vector<int> &numbers) {
  for (int number : numbers)
    co_yield number;
}
void generates() {
  // Since C++23 all temporaries of the range live as long as the loop.
  for (int number : counts(std::vector<int>{1, 2, 3}))
    use(number);
  auto counting = counts({1, 2, 3});
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: the task outlives this temporary
  for (int number : counting)
    use(number);
}
