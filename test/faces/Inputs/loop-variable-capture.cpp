// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "lazy.h"
#include <vector>
using lazy::task;

task<int> sum() {
  std::vector<task<int>> tasks;
  for (int i = 0; i < 3; ++i)
    tasks.push_back([&i]() -> task<int> { co_return i; }());
  int total = 0;
  for (task<int> &t : tasks)
    total += co_await t;
  co_return total;
}

int main() { return sum().run(); }
