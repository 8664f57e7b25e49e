// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a local keeps tasks: itself, in a part of it, or as a container of many;
// and what one use of it does with them.

#ifndef COROLINT_CHECKS_MODEL_HOLDER_H
#define COROLINT_CHECKS_MODEL_HOLDER_H

#include "Function.h"

namespace corolint::model {

/// A static one counts: this function alone sees it.
bool isLocal(const clang::VarDecl *Variable);

/// A local object, not a reference to somebody else's.
bool ownsItsValue(const clang::VarDecl *Variable);

/// Templates of the standard library whose objects keep what they are made of.
bool holdsValues(const clang::CXXRecordDecl *Class);

/// A function of the standard library that makes one of those.
bool makesHolder(const clang::FunctionDecl *Callee);

/// Methods of standard containers that put an element in.
bool putsIn(const clang::CXXMemberCallExpr *Call);

/// A use that adds to the holder or asks about it: awaits and hands on nothing.
bool isNeutralUse(const Function &F, const clang::DeclRefExpr *Use);

/// Does \p Fill give a variable one task, so that it lets go of the last one?
/// Putting one more into a container does not.
bool fillsOneSlot(const clang::Stmt *Fill);

/// A use that only puts something into the variable.
bool fillsItsVariable(const Function &F, const clang::DeclRefExpr *Use);

/// Does something within \p Region of \p F touch \p Holder in a way that could
/// await the tasks it keeps? Adding to it and asking its size cannot.
bool mayJoinWithin(const Function &F, const clang::VarDecl *Holder,
                   const clang::Stmt *Region);

/// The variable that `v`, `v.x`, `v[i]`, `*v` is about; null for others.
const clang::VarDecl *rootVariable(const clang::Expr *E);

} // namespace corolint::model

#endif
