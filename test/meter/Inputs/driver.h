// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs each case in a child of its own and says what came of it. A case is
// judged by the worst run it can have, so time is arranged, by the rules of
// what the meter is about:
//
// lifetimes: what a borrowing coroutine waits for (`later`) takes longer than
// whatever its maker waits for without joining it (`turn`), and shorter than
// what its maker waits for when the borrowed thing is gone (`quiet`). Of
// equals, once the oldest goes first, and once the youngest.
//
// suspension: `turn` and `later` are the same, and whoever waits may be the
// next to go on: each order is a run. `quiet` is when nobody else waits.

#ifndef TEST_METER_DRIVER_H
#define TEST_METER_DRIVER_H

#include "home.h"

#include <aio/aio.hpp>

#include <functional>
#include <vector>

namespace stage {

enum class rules { lifetimes, suspension };

struct terms {
  int flags; ///< how many conditions the case has that nobody knows
  int limit; ///< how often it may rightly show one value; 0: always
  int only;  ///< the one value it may rightly show; 0: any
};

struct entry {
  const char *name;
  terms under;
  std::function<void()> start;
  std::function<bool()> is_done;
};

entry made(const char *name, aio::task<> (*run)(), terms under);
entry made(const char *name, home::lazy<> (*run)(), terms under);
entry made(const char *name, void (*run)(), terms under);

/// Prints a line of truth for each run.
int judge(rules by, const std::vector<entry> &entries);

} // namespace stage

#endif
