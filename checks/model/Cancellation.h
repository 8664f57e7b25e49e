// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Libraries that cancel a task by an exception at its await, and the handlers
// that keep that exception to themselves.

#ifndef COROLINT_CHECKS_MODEL_CANCELLATION_H
#define COROLINT_CHECKS_MODEL_CANCELLATION_H

#include "Function.h"

namespace corolint::model {

class Model;

/// A handler after which a task goes on as if nobody had asked it to end.
struct Swallowing {
  const clang::CXXCatchStmt *Handler;
  const clang::Expr *Await; ///< where the cancellation is thrown
  const clang::CXXRecordDecl *Cancellation;
};

/// The handlers of the coroutine \p F that take every cancellation for an
/// ordinary error, and from which each path leads back to an await under them.
llvm::SmallVector<Swallowing, 1> swallowedCancellations(Model &M,
                                                        const Function &F);

} // namespace corolint::model

#endif
