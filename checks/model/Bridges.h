// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Bridges lead from ordinary code into coroutines: they block their thread
// until the task they are given is done.

#ifndef COROLINT_CHECKS_MODEL_BRIDGES_H
#define COROLINT_CHECKS_MODEL_BRIDGES_H

#include "Reach.h"
#include "RunsThrough.h"

namespace corolint::model {

class Model;
struct Task;

class Bridges {
public:
  explicit Bridges(Model &M);

  /// Somebody says so, or its body shows it: it blocks until the task that it
  /// is given, or called on, is done.
  bool isBridge(const clang::FunctionDecl *Callee);

  /// The task that \p Call, made in \p F, blocks its thread for, if that was
  /// made there, nobody can have run it yet, it may suspend, and is not seen to
  /// have an executor of its own; else null.
  const Task *waitedFor(const Function &F, const clang::CallExpr *Call);

  /// The way from \p S, a step of \p F, to a bridge that waits for such a
  /// task; empty if there is none.
  Chain chainFrom(const Function &F, const Step &S) {
    return Steps.chainFrom(F, S);
  }

  /// Does \p Call, made in the coroutine \p F, run the very loop that the
  /// coroutine was started on?
  bool runsOwnLoop(const Function &F, const clang::CallExpr *Call);

private:
  bool isVisiblyBridge(const Function &Body);
  bool needsNobody(const Task &Made);
  bool joinsSuch(const clang::Expr *Point);

  Model &M;
  Reach Steps;
  RunsThrough Alone; ///< comes to its end whatever thread is blocked
  llvm::DenseMap<const clang::FunctionDecl *, bool> Known;
};

} // namespace corolint::model

#endif
