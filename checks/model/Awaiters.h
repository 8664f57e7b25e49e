// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What an `await_suspend` does with the coroutine it is given, and what comes
// of it.

#ifndef COROLINT_CHECKS_MODEL_AWAITERS_H
#define COROLINT_CHECKS_MODEL_AWAITERS_H

#include "Function.h"
#include <optional>

namespace corolint::model {

class Model;

/// A loop that awaits tasks which are done at once, each of which resumes the
/// loop on top of its own stack.
struct Growth {
  const clang::CallExpr *Resume; ///< of the one that waits, at the task's end
  const clang::Expr *Await;
};

/// What comes of it that \p F, the `await_suspend` of a final awaiter, resumes.
std::optional<Growth> growthBy(Model &M, const Function &F);

/// A member of an awaiter is used when the coroutine that it is part of may run
/// on already.
struct LateMember {
  const clang::Expr *Sink; ///< the thread that gets the handle
  const clang::Expr *Use;
  const clang::Expr *Await; ///< one of the temporary
};
std::optional<LateMember> memberUsedLate(Model &M, const Function &F);

} // namespace corolint::model

#endif
