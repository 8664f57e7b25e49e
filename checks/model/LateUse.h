// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a coroutine's body does with what it borrows, and when.

#ifndef COROLINT_CHECKS_MODEL_LATEUSE_H
#define COROLINT_CHECKS_MODEL_LATEUSE_H

#include "Task.h"

namespace corolint::model {

/// Where the body of \p Made uses \p What after the call that makes or spawns
/// it has gone on; null if it does not, or is not visible.
const clang::Expr *lateUse(Model &M, const Task &Made, const Borrow &What);

/// Where the body of the coroutine \p F uses \p Parameter after it may have
/// suspended; null if it does not.
const clang::Expr *lateUseOf(Model &M, const Function &F,
                             const clang::ParmVarDecl *Parameter);

/// The same for its object.
const clang::Expr *lateUseOfThis(Model &M, const Function &F);

/// A reference, a pointer or a view.
bool takesNoCopy(const clang::ParmVarDecl *Parameter);

} // namespace corolint::model

#endif
