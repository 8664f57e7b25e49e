// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one place where Clang's diagnostics become Findings.

#ifndef COROLINT_TOOL_DIAGNOSTICS_H
#define COROLINT_TOOL_DIAGNOSTICS_H

#include "Condition.h"
#include "Finding.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include <map>
#include <vector>

namespace corolint {

struct Diagnosed {
  std::vector<Finding> Findings;                  ///< of our checks
  std::map<Condition, std::vector<Finding>> Open; ///< if others agree
  std::vector<Finding> Errors; ///< of Clang: the file does not compile
  std::vector<std::string> ConfigErrors; ///< of the checks' options
};

/// \p Directory is where the relative names of files start.
Diagnosed toFindings(const std::vector<clang::tidy::ClangTidyError> &Errors,
                     llvm::StringRef Directory);

} // namespace corolint

#endif
