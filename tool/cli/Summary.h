// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is said about a run beside its report, on stderr, and what its exit
// status says.

#ifndef COROLINT_TOOL_CLI_SUMMARY_H
#define COROLINT_TOOL_CLI_SUMMARY_H

#include "Sources.h"
#include "cli/ExitCode.h"
#include "cli/UnitResult.h"
#include "report/Report.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <vector>

namespace corolint {

/// Findings made with options other than those meant are worth nothing.
llvm::Error refuseConfigErrors(const std::vector<UnitResult> &Results);

/// Never silent: a file that was not analysed may be full of bugs.
void complainOfUnanalysed(const Report &R, Sources &Text, bool Color);

/// Once for the run, not once for each file.
void noticeDroppedFlags(const std::vector<UnitResult> &Results);

/// Once for each reason.
void noticeSkipped(const std::vector<UnitResult> &Results);

void summarize(const Report &R, std::chrono::duration<double> Taken);

/// Findings that were fixed no longer count.
ExitCode exitCode(const Report &R, Severity FailLevel);

} // namespace corolint

#endif
