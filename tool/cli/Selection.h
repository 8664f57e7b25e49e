// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From files, folders and globs to the translation units to analyse.

#ifndef COROLINT_TOOL_CLI_SELECTION_H
#define COROLINT_TOOL_CLI_SELECTION_H

#include "cli/CompileDatabase.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace corolint {

struct TranslationUnit {
  std::string File; ///< absolute
  std::string Directory;
  std::vector<std::string> CommandLine; ///< as it stands in the database
};

/// Sorted by file. A file built in several ways comes once for each way that
/// makes a difference to the front end. Never empty.
llvm::Expected<std::vector<TranslationUnit>>
select(const std::vector<std::string> &Paths, const CompileDatabase &Database);

} // namespace corolint

#endif
