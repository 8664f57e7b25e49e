// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A parse of one file, ready to be run by Clang's front end.

#ifndef COROLINT_TOOL_CLI_INVOCATION_H
#define COROLINT_TOOL_CLI_INVOCATION_H

#include "cli/DriverFlags.h"
#include "clang/Frontend/CompilerInvocation.h"
#include <memory>
#include <string>
#include <vector>

namespace corolint {

struct Invocation {
  std::shared_ptr<clang::CompilerInvocation> Parse; ///< null: see Errors
  std::vector<std::string> DroppedFlags; ///< unknown, or with a value refused
  std::vector<std::string> Errors;
};

/// Flags whose values Clang refuses (-march of another compiler, a later -std)
/// are left out too, so that the file is analysed all the same.
Invocation makeInvocation(FrontEndFlags Flags);

} // namespace corolint

#endif
