// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does a frame outlive what it borrows? The one comparison behind every check
// for dangling things.

#ifndef COROLINT_CHECKS_MODEL_LIFETIME_H
#define COROLINT_CHECKS_MODEL_LIFETIME_H

#include "Task.h"

namespace corolint::model {

/// A borrowed thing that dies while the frame may still use it.
struct Dangling {
  Borrow What;
  /// Where the coroutine uses it when it is gone.
  const clang::Expr *Use;
};

/// What the frame of \p Made, made in \p F, outlives and still uses. Empty
/// where anything is unknown.
llvm::SmallVector<Dangling, 2> danglingIn(Model &M, const Function &F,
                                          const Task &Made);

/// What F's caller lent to the frame of \p Made, which still uses it when \p F
/// is over. It dangles if the caller lets it die; see shortLifeOf.
llvm::SmallVector<Dangling, 2> outlivingTheCall(Model &M, const Function &F,
                                                const Task &Made);

/// The local scope or task group that \p Made is spawned on; null if there is
/// none.
const clang::VarDecl *scopeOf(Model &M, const Task &Made);

/// Is \p What a local that is declared after the scope of \p Made, and so dies
/// before it?
bool diesBeforeScope(Model &M, const Task &Made, const Borrow &What);

/// The innermost loop around \p Made in which \p Variable is declared, header
/// included; null if it is declared outside, or is a temporary.
const clang::Stmt *loopDeclaring(Model &M, const Function &F, const Task &Made,
                                 const clang::ValueDecl *Variable);

/// Is \p Loc within the text of \p Outer?
bool isWithin(clang::ASTContext &Ctx, clang::SourceLocation Loc,
              const clang::Stmt *Outer);

} // namespace corolint::model

#endif
