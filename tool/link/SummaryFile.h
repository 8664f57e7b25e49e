// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file that carries what one run knows to another: of a part of a program
// to where the parts are linked, or of a library to those who use it.

#ifndef COROLINT_TOOL_LINK_SUMMARYFILE_H
#define COROLINT_TOOL_LINK_SUMMARYFILE_H

#include "link/CallSummary.h"
#include "report/Report.h"
#include "llvm/Support/Error.h"

namespace corolint {

struct ProgramSummary {
  Report Found; ///< without what the linking adds
  CallSummary Calls;
};

/// Equal summaries are equal byte for byte. The errors name the file.
llvm::Error writeSummary(const ProgramSummary &Summary, llvm::StringRef Path);
llvm::Expected<ProgramSummary> readSummary(llvm::StringRef Path);
std::string summaryText(const ProgramSummary &Summary);
/// \p Path: where \p Text was read from, for the error.
llvm::Expected<ProgramSummary> parseSummary(llvm::StringRef Text,
                                            llvm::StringRef Path);

} // namespace corolint

#endif
