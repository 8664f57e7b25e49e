// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which checks run on which file, and with which options: .clang-tidy files, as
// clang-tidy reads them, then --checks.

#ifndef COROLINT_TOOL_CLI_CHECKOPTIONS_H
#define COROLINT_TOOL_CLI_CHECKOPTIONS_H

#include "clang-tidy/ClangTidyOptions.h"
#include "cli/Selection.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace corolint {

/// One for each unit. Refuses globs that match no check, a list that leaves
/// none on, and .clang-tidy files that cannot be read.
llvm::Expected<std::vector<clang::tidy::ClangTidyOptions>>
checkOptions(const std::vector<TranslationUnit> &Units, llvm::StringRef Globs);

bool enablesAnyCheck(const clang::tidy::ClangTidyOptions &Options);

} // namespace corolint

#endif
