// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The error number of a thread: which call an `errno` is meant for, and whether
// it is still that call's when it is read.

#ifndef COROLINT_CHECKS_MODEL_LASTERROR_H
#define COROLINT_CHECKS_MODEL_LASTERROR_H

#include "Function.h"

namespace corolint::model {

class Model;

struct StaleError {
  const clang::CallExpr *Read; ///< of `errno`, or `GetLastError()`
  const clang::CallExpr *Set;  ///< the call whose error is meant
  const clang::Expr *Suspension;
};

/// The reads of the error number that a path comes to over a suspension, from
/// the call whose failure they are about. Which call that is has to be certain:
/// its result decides whether the read is come to.
llvm::SmallVector<StaleError, 1> staleErrorsIn(Model &M, const Function &F);

} // namespace corolint::model

#endif
