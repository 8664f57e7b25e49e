// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a translation unit's functions come to, out of its model.

#ifndef COROLINT_TOOL_CLI_SUMMARIZE_H
#define COROLINT_TOOL_CLI_SUMMARIZE_H

#include "link/CallSummary.h"
#include "model/Model.h"

namespace corolint {

/// Fills in the functions; \p Directory is where relative names of files start.
void summarizeFunctions(model::Model &M, llvm::StringRef Directory,
                        CallSummary &Out);

} // namespace corolint

#endif
