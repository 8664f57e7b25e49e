// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the process's exit status says, so that a broken run never looks clean.

#ifndef COROLINT_TOOL_CLI_EXITCODE_H
#define COROLINT_TOOL_CLI_EXITCODE_H

namespace corolint {

enum class ExitCode {
  Clean = 0,
  Findings = 1,        ///< at or above --fail-level
  Usage = 2,           ///< a wrong option or a wrong configuration file
  NotAnalysed = 3,     ///< some file could not be analysed
  Internal = 4,        ///< corolint itself failed, or could not write
  NothingSelected = 5, ///< no file to analyse
  Interrupted = 130,   ///< as shells have it; the report is partial
};

} // namespace corolint

#endif
