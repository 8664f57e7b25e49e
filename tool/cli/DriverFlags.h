// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the command that builds a file, by whatever compiler, to the flags that
// Clang's front end needs to parse it.

#ifndef COROLINT_TOOL_CLI_DRIVERFLAGS_H
#define COROLINT_TOOL_CLI_DRIVERFLAGS_H

#include "cli/Selection.h"
#include <string>
#include <vector>

namespace corolint {

struct FrontEndFlags {
  /// Begins with the compiler and ends with the file.
  std::vector<std::string> Arguments;
  /// Flags that Clang does not know, as they were written.
  std::vector<std::string> Unknown;
};

/// Drops launchers, outputs, dependency files, plugins, precompiled headers,
/// linker input and what turns warnings into errors. Clang's own option table
/// says which flags it does not know.
FrontEndFlags frontEndFlags(const TranslationUnit &Unit);

} // namespace corolint

#endif
