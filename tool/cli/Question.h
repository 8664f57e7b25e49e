// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is asked of a unit, as a digest: all that its result depends on, except
// for the files that Clang reads.

#ifndef COROLINT_TOOL_CLI_QUESTION_H
#define COROLINT_TOOL_CLI_QUESTION_H

#include "cache/Digest.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "cli/Selection.h"

namespace corolint {

Digest question(const TranslationUnit &Unit,
                const clang::tidy::ClangTidyOptions &Options,
                llvm::StringRef ResourceDir);

} // namespace corolint

#endif
