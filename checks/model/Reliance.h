// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which write relies on which read: by its value, directly or in a local, or by
// an `if` around it. What comes between the two is StaleWrite's affair.

#ifndef COROLINT_CHECKS_MODEL_RELIANCE_H
#define COROLINT_CHECKS_MODEL_RELIANCE_H

#include "Model.h"

namespace corolint::model {

/// Is the value read, and not the thing itself handed on?
bool isScalar(const Access &Read);

/// The local whose initialiser is made of what \p Read reads.
const clang::VarDecl *copyMadeOf(const Function &F, const Access &Read);

/// Is what \p Write writes made of what was read, or of the \p Copy of it?
bool isMadeOf(const Function &F, const Access &Write, const Access &Read,
              const clang::VarDecl *Copy);

/// The `if` that decides by what \p Read reads, through operators alone.
const clang::IfStmt *conditionAround(const Function &F, const Access &Read);

/// `if (…) co_return;`: it decides about all that comes after it.
bool isExit(const clang::IfStmt *If);

bool isGuardedBy(const Function &F, const Access &Write,
                 const clang::IfStmt *If);

/// A constant, or what the caller gave. What was awaited meanwhile and is now
/// kept is the same for all who did so.
bool isGivenBefore(const clang::Stmt *Value);

} // namespace corolint::model

#endif
