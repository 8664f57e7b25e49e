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

} // namespace corolint::model

#endif
