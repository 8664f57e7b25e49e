// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --fix and --fix-notes: which fixes go together, and writing them.

#ifndef COROLINT_TOOL_CLI_FIXES_H
#define COROLINT_TOOL_CLI_FIXES_H

#include "Finding.h"
#include "Sources.h"
#include "cli/Options.h"
#include "cli/Project.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace corolint {

/// Applies the fixes of \p Findings, first come first served, each whole or not
/// at all, and marks them Fixed or says why they are not. Changes only files
/// that \p Files owns and nobody has changed since \p Start. The error tells of
/// files that could not be written after all; the others are.
llvm::Error applyFixes(std::vector<Finding> &Findings, FixMode Mode,
                       Project &Files, Sources &Text,
                       llvm::sys::TimePoint<> Start);

} // namespace corolint

#endif
