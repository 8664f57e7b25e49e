// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locks that belong to the thread that took them, and how long a function holds
// them.

#ifndef COROLINT_CHECKS_MODEL_LOCKS_H
#define COROLINT_CHECKS_MODEL_LOCKS_H

#include "Function.h"

namespace corolint::model {

class Model;

/// One place where a function takes a lock.
struct Lock {
  const clang::Stmt *Taken;
  /// The object that holds it and lets go at its end; null for `mutex.lock()`.
  const clang::VarDecl *Guard = nullptr;
  /// Where it is released before that, or goes to code that may release it.
  llvm::SmallVector<const clang::Stmt *, 2> Releases;
  /// Its guard is a temporary of this full-expression.
  const clang::Expr *Within = nullptr;
};

llvm::SmallVector<Lock, 2> locksOf(Model &M, const Function &F);

/// Where \p F may be suspended while it holds \p Taken; null if nowhere.
const clang::Expr *suspensionUnder(Model &M, const Function &F,
                                   const Lock &Taken);

} // namespace corolint::model

#endif
