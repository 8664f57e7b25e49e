// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One translation unit: parse it, run the checks on what its project wrote.

#ifndef COROLINT_TOOL_CLI_ANALYSIS_H
#define COROLINT_TOOL_CLI_ANALYSIS_H

#include "clang-tidy/ClangTidyOptions.h"
#include "cli/Selection.h"
#include "cli/SharedHeaders.h"
#include "cli/UnitResult.h"

namespace corolint {

enum class ParseMode {
  Whole,     ///< as a compiler parses
  WhatCounts ///< without what no check asks for; Whole where that goes wrong
};

/// Changes the working directory and leaks what Clang allocates: run it in a
/// process of its own. Of a unit that does not compile, only what is sound is
/// judged (model/Soundness.h), and nothing is offered or told to others.
UnitResult analyse(const TranslationUnit &Unit,
                   const clang::tidy::ClangTidyOptions &Options,
                   llvm::StringRef ResourceDir, ParseMode Mode);

/// The same for those that \p Headers are shared by: begins here with any of
/// them, ends in a forked process for each. A unit that does not compile is not
/// parsed again.
UnitResult analyseSharing(SharedHeaders &Headers, const TranslationUnit &Unit,
                          const clang::tidy::ClangTidyOptions &Options,
                          llvm::StringRef ResourceDir, ParseMode Mode);

} // namespace corolint

#endif
