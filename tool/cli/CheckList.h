// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --list-checks and --explain.

#ifndef COROLINT_TOOL_CLI_CHECKLIST_H
#define COROLINT_TOOL_CLI_CHECKLIST_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace corolint {

void listChecks(llvm::raw_ostream &OS);
llvm::Error explainCheck(llvm::StringRef Name, llvm::raw_ostream &OS);

/// "did you mean coro-x?", or where to look when no check is called alike.
std::string didYouMean(llvm::StringRef Name);

} // namespace corolint

#endif
