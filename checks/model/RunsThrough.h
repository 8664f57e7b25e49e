// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines that never give their thread away: at the end of their first turn
// they are done. Whoever awaits one, made on the spot, goes on at once as well.

#ifndef COROLINT_CHECKS_MODEL_RUNSTHROUGH_H
#define COROLINT_CHECKS_MODEL_RUNSTHROUGH_H

#include "Function.h"
#include <functional>

namespace corolint::model {

class Model;

class RunsThrough {
public:
  /// Does a coroutine go on at \p Point, whatever is awaited there?
  using Question = std::function<bool(const clang::Expr *Point)>;

  RunsThrough(Model &M, Question GoesOn) : M(M), GoesOn(std::move(GoesOn)) {}

  /// Is \p Coroutine here to be seen, and never suspended?
  bool whole(const clang::FunctionDecl *Coroutine);

  /// Does \p F go on when it comes to \p Point, or is all that it awaits
  /// there such a coroutine?
  bool at(const Function &F, const clang::Expr *Point);

  /// The suspensions of \p F, a coroutine, at which it does not go on.
  llvm::SmallVector<const clang::Stmt *, 8> realSuspensions(const Function &F);

private:
  const Function *awaitedAt(const clang::Expr *Point);

  Model &M;
  Question GoesOn;
  llvm::DenseMap<const Function *, bool> Known;
};

} // namespace corolint::model

#endif
