// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Loops that do nothing but look at some state, and let time pass between the
// looks.

#ifndef COROLINT_CHECKS_MODEL_POLLING_H
#define COROLINT_CHECKS_MODEL_POLLING_H

#include "Function.h"

namespace corolint::model {

class Model;

struct Poll {
  const clang::Stmt *Loop;
  const clang::Expr *Condition;
  /// What its body awaits: a sleep, or the turns of the others.
  const clang::Expr *Await;
  bool IsYield;
  /// What the condition looks at, and somebody else has to change.
  const clang::ValueDecl *State;
};

/// The loops of \p F that only poll, in the order of the text.
llvm::SmallVector<Poll, 2> pollsOf(Model &M, const Function &F);

} // namespace corolint::model

#endif
