// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who holds a task, and until when. Every lifetime question is a comparison
// with this answer, so it is given once, here.

#ifndef COROLINT_CHECKS_MODEL_CUSTODY_H
#define COROLINT_CHECKS_MODEL_CUSTODY_H

#include "Holder.h"
#include <optional>

namespace corolint::model {

class Model;

enum class Custody {
  Unknown,        ///< the checks stay silent
  AwaitedInPlace, ///< done before the full-expression that makes it is
  Joined,         ///< kept in a local that is awaited at `Joins`
  Kept,           ///< kept in a local that nothing here awaits
  Returned,       ///< the caller decides
  Stored,         ///< in a member, a global, an outer container
  Tested,         ///< asked for its own truth, and dropped
  Spawned,        ///< runs on its own; its handle's custody is in `OfHandle`
  Discarded       ///< dropped
};

llvm::StringRef nameOf(Custody C);

struct CustodyFact {
  Custody Kind = Custody::Unknown;
  /// Where that happens: the await, the return, the discarding statement.
  const clang::Stmt *Where = nullptr;
  /// The local that keeps the task, its handle, or a container of them.
  const clang::VarDecl *Holder = nullptr;
  /// What puts the task, or its handle, into the holder.
  const clang::Stmt *Filled = nullptr;
  /// Where the holder is awaited, in the order of the text.
  llvm::SmallVector<const clang::Stmt *, 2> Joins;
  /// Where the holder goes to code that may await it, or not.
  llvm::SmallVector<const clang::Stmt *, 2> Escapes;
  /// The combinator that the task went into, whose custody this really is.
  const clang::CallExpr *Within = nullptr;
  /// The call that runs the task on its own, and what becomes of its handle:
  /// Discarded as well where the call returns nothing to hold.
  const clang::CallExpr *Spawn = nullptr;
  Custody OfHandle = Custody::Unknown;
  /// Somebody said that the task runs on, unobserved: `.detach()`.
  bool IsDetached = false;
};

/// The custody of the task that \p Making, an expression in \p F, makes.
CustodyFact custodyOf(Model &M, const Function &F, const clang::Expr *Making);

/// What becomes of the task in a local, as far as \p Use says.
CustodyFact custodyOfUse(Model &M, const Function &F,
                         const clang::DeclRefExpr *Use);

} // namespace corolint::model

#endif
