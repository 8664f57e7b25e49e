// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a coroutine may stop and others run. Not every co_await is such a
// place: an awaiter that is always ready only hands over its value.

#ifndef COROLINT_CHECKS_MODEL_SUSPENSION_H
#define COROLINT_CHECKS_MODEL_SUSPENSION_H

#include "Function.h"

namespace corolint::model {

/// True unless the awaiter of this co_await or co_yield is visibly always
/// ready, or the end of the coroutine.
bool maySuspend(const clang::Expr *Suspension);

/// The first point of \p F, in the order of the text, that may suspend.
const clang::Expr *firstSuspension(const Function &F);

/// Can \p S run after \p F was suspended? By the order of the text, and through
/// the back edge of a loop around both.
bool mayRunAfterSuspension(const Function &F, const clang::Stmt *S);

} // namespace corolint::model

#endif
