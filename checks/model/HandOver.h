// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a call is given, and whether that lives on when the function which makes
// the call has returned.

#ifndef COROLINT_CHECKS_MODEL_HANDOVER_H
#define COROLINT_CHECKS_MODEL_HANDOVER_H

#include "Task.h"

namespace corolint::model {

/// Could \p F return \p Made, the task of a call, without waiting for it? Then
/// nothing that the task refers to may be F's own: its arguments are constants,
/// what F's caller or the program owns, and parameters that are handed on by
/// value, as all of those are that have something to do at their end.
/// Evaluating them has no effect.
bool needsNothingOf(const Function &F, const Task &Made);

} // namespace corolint::model

#endif
