// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All translation units, each in a process of its own, as few headers parsed
// as may be.

#ifndef COROLINT_TOOL_CLI_SCHEDULE_H
#define COROLINT_TOOL_CLI_SCHEDULE_H

#include "cli/Analysis.h"
#include "cli/Memory.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <vector>

namespace corolint {

struct ScheduleOptions {
  ParseMode Mode;
  bool Shares;   ///< the parse of headers, among units
  unsigned Jobs; ///< 0: one for each hardware thread
  std::chrono::seconds Timeout;
  unsigned Megabytes; ///< of memory for each unit at work; 0: no limit
  std::string ResourceDir;
  Memory &Earlier;
  /// The names of the functions on which the answers so far depend. Null to
  /// parse every unit, whatever is in it.
  llvm::function_ref<llvm::DenseSet<std::uint32_t>()> Asked;
};

/// The results in the order of \p Units; those that an earlier run had are not
/// made anew. \p Started is told of the others' indices, and \p Ended may take
/// what it wants of each result as soon as it is there. An interrupt ends all;
/// what was not done then fails as Unanalysed's Interrupted.
std::vector<UnitResult>
analyseAll(llvm::ArrayRef<TranslationUnit> Units,
           llvm::ArrayRef<clang::tidy::ClangTidyOptions> CheckOptions,
           const ScheduleOptions &Options,
           llvm::function_ref<void(std::size_t)> Started,
           llvm::function_ref<void(UnitResult &)> Ended);

} // namespace corolint

#endif
