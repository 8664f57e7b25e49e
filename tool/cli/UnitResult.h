// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the analysis of one translation unit yields; crosses a pipe as JSON.

#ifndef COROLINT_TOOL_CLI_UNITRESULT_H
#define COROLINT_TOOL_CLI_UNITRESULT_H

#include "Finding.h"
#include "link/CallSummary.h"
#include <optional>
#include <string>
#include <vector>

namespace corolint {

struct UnitResult {
  std::vector<Finding> Findings;
  CallSummary Calls; ///< for the other units
  /// Why there was nothing to look for: no check on, not C++20.
  std::string Skipped;
  /// Why the unit was not analysed; Errors then has Clang's, and Findings what
  /// could be judged all the same.
  std::string Failure;
  std::vector<Finding> Errors;
  std::vector<std::string> DroppedFlags;
  std::vector<std::string> ConfigErrors; ///< of the checks' options
  /// Of a unit that was not parsed, since nothing in it can speak of
  /// coroutines: what others may ask for, as the Prefilter knows it.
  std::optional<std::vector<std::uint32_t>> AsideWith;
  bool IsRemembered = false; ///< by an earlier run; does not cross the pipe
};

std::string serialize(const UnitResult &Result);
std::optional<UnitResult> deserialize(llvm::StringRef Text);

} // namespace corolint

#endif
