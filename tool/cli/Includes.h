// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a file includes whatever the macros say, read off its text.

#ifndef COROLINT_TOOL_CLI_INCLUDES_H
#define COROLINT_TOOL_CLI_INCLUDES_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace corolint {

struct Includes {
  /// `<a>` or `"b"`, in order; none that stands under a condition.
  std::vector<std::string> Names;
  /// Read only once in a translation unit: #pragma once, or a macro around all.
  bool IsGuarded = false;
};

Includes includesOf(llvm::StringRef Text);

} // namespace corolint

#endif
