// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One process for each translation unit, some at a time: a crash or a hang
// costs one file, and memory comes back whole.

#ifndef COROLINT_TOOL_CLI_WORKERS_H
#define COROLINT_TOOL_CLI_WORKERS_H

#include "cli/UnitResult.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <vector>

namespace corolint {

struct WorkerLimits {
  unsigned Jobs; ///< 0: one for each hardware thread
  std::chrono::seconds Timeout;
};

/// Runs \p Work(I) for each I below \p Count in a forked process, and returns
/// the results in the order of I. Here, \p Started is told of each I, and
/// \p Ended may take what it wants of each result as soon as it is there.
std::vector<UnitResult>
runWorkers(std::size_t Count, WorkerLimits Limits,
           llvm::function_ref<UnitResult(std::size_t)> Work,
           llvm::function_ref<void(std::size_t)> Started,
           llvm::function_ref<void(UnitResult &)> Ended);

} // namespace corolint

#endif
