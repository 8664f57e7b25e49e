// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Processes that do one thing each, some at a time: a crash or a hang costs one
// thing, and memory comes back whole. A worker may fork workers of its own.

#ifndef COROLINT_TOOL_CLI_WORKERS_H
#define COROLINT_TOOL_CLI_WORKERS_H

#include "cli/JobSlots.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace corolint {

/// How a worker ended: well, or badly.
struct WorkerEnd {
  std::string Text;    ///< of one that ended badly, perhaps a part
  std::string Failure; ///< why it ended badly
  bool TimedOut = false;
};

/// What a forked process is to do, and where its text goes.
struct Worker {
  std::size_t Index;
  int Out;
};

struct WorkerLimits {
  JobSlots &Slots;
  llvm::function_ref<std::chrono::seconds(std::size_t)> Timeout;
  unsigned Megabytes = 0; ///< of memory for each; 0: no limit
};

/// Forks a process for each I below \p Count. Returns in each of them; and with
/// null where it was called, when all have ended. There, \p Started is told of
/// each I, and \p Ended of how it ended, as soon as it has. An interrupt (see
/// Guards) kills them all, and nobody is told of their ends.
std::optional<Worker>
forkWorkers(std::size_t Count, WorkerLimits Limits,
            llvm::function_ref<void(std::size_t)> Started,
            llvm::function_ref<void(std::size_t, WorkerEnd)> Ended);

/// Sends \p Text on its way; more may follow.
void say(int Out, llvm::StringRef Text);

/// Runs neither destructors nor what the parent has not yet written.
[[noreturn]] void leaveWorker(int Out, llvm::StringRef Text);

} // namespace corolint

#endif
