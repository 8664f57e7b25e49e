// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "orders.h"

#include <new>

#include <sys/mman.h>

namespace stage {

orders *orders::shared() {
  void *memory = mmap(nullptr, sizeof(orders), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return new (memory) orders;
}

void orders::begin() {
  fixed = reached = 0;
  runs = 0;
}

std::size_t orders::choose(std::size_t many) {
  if (reached == steps.size())
    return 0;
  step &now = steps[reached];
  if (reached >= fixed)
    now.chosen = 0;
  now.among = unsigned(many);
  ++reached;
  return now.chosen;
}

bool orders::next() {
  constexpr unsigned most = 80;
  std::size_t last = reached;
  while (last > 0 && steps[last - 1].chosen + 1 == steps[last - 1].among)
    --last;
  if (last == 0 || ++runs == most)
    return false;
  ++steps[last - 1].chosen;
  fixed = last;
  reached = 0;
  return true;
}

} // namespace stage
