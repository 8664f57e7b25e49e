// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "lazy.h"
#include <chrono>
#include <thread>
using lazy::task;

task<int> slow() {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  co_return 1;
}

int main() { return slow().run(); }
