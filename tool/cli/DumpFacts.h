// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --dump-facts: what the model knows of a file, without any check.

#ifndef COROLINT_TOOL_CLI_DUMPFACTS_H
#define COROLINT_TOOL_CLI_DUMPFACTS_H

#include "clang-tidy/ClangTidyOptions.h"
#include "cli/Selection.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// Refuses a file that does not compile, after Clang has said why.
llvm::Error dumpFacts(const TranslationUnit &Unit,
                      const clang::tidy::ClangTidyOptions &Options,
                      llvm::StringRef ResourceDir, llvm::raw_ostream &OS);

} // namespace corolint

#endif
