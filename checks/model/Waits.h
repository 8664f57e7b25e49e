// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a function may wait for what it started. What might be a wait counts as
// one: a task that nobody waits for has to be certain.

#ifndef COROLINT_CHECKS_MODEL_WAITS_H
#define COROLINT_CHECKS_MODEL_WAITS_H

#include "Task.h"

namespace corolint::model {

using WaitPlaces = llvm::SmallVector<const clang::Stmt *, 8>;

/// Where \p F may learn of the end of \p Made without awaiting it: by a signal
/// that they share, or by running the loop.
WaitPlaces signalsFor(Model &M, const Function &F, const Task &Made);

/// Where \p F may wait for the end of \p Made.
WaitPlaces waitsFor(Model &M, const Function &F, const Task &Made);

/// Where \p F may wait for the end of whatever the callee of \p Call started.
WaitPlaces waitsFor(Model &M, const Function &F, const clang::CallExpr *Call);

} // namespace corolint::model

#endif
