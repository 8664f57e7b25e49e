// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the oracle's parts tell one another about the run they are in.

#ifndef TEST_METER_ORACLE_H
#define TEST_METER_ORACLE_H

#include "stage.h"

#include <coroutine>
#include <list>
#include <map>
#include <string_view>

namespace stage {

/// The child's last words. Nothing is flushed or destroyed behind them.
[[noreturn]] void end(const char *truth, std::string_view why);

/// How often each value was shown.
std::map<int, int> &shown();

struct sleeper {
  const wait *where;
  std::coroutine_handle<> who;
};
/// Who waits for so long.
std::list<sleeper> &queue(length how_long);

/// The case has ended. Whatever it should have seen to and has not is lost.
void look_for_losses();

} // namespace stage

#endif
