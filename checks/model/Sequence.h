// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Awaits that stand one after another although nothing asks for that order.

#ifndef COROLINT_CHECKS_MODEL_SEQUENCE_H
#define COROLINT_CHECKS_MODEL_SEQUENCE_H

#include "Independence.h"

namespace corolint::model {

/// `co_await spawn(f())`, or `auto h = spawn(f()); co_await h;`: nothing runs
/// between the start and the wait.
struct NeedlessSpawn {
  const Task *Started;
  const clang::CallExpr *Spawn;
  const clang::Expr *Await;
  /// The local that keeps the handle from one statement to the next, or null.
  const clang::VarDecl *Handle = nullptr;
};
llvm::SmallVector<NeedlessSpawn, 1> needlessSpawnsIn(Model &M,
                                                     const Function &F);

/// `auto a = co_await f(1);`
struct AwaitStep {
  const clang::VarDecl *Variable;
  const clang::DeclStmt *Statement;
  PlainAwait What;
};
/// Steps that follow each other directly; each is independent of all before it.
using Row = llvm::SmallVector<AwaitStep, 2>;
llvm::SmallVector<Row, 1> rowsIn(Model &M, const Function &F);

/// `for (auto &u : urls) pages.push_back(co_await fetch(u));`
struct Turns {
  const clang::Stmt *Loop;
  const clang::VarDecl *Each; ///< the loop's variable
  /// Where the results go: a local container or number.
  const clang::VarDecl *Into;
  PlainAwait What;
  /// The body, if that is one statement.
  const clang::Stmt *Only;
};
llvm::SmallVector<Turns, 1> turnsIn(Model &M, const Function &F);

} // namespace corolint::model

#endif
