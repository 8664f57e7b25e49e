// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a fix may touch, and the texts it is made of.

#ifndef COROLINT_CHECKS_EDIT_H
#define COROLINT_CHECKS_EDIT_H

#include "model/Model.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/StringSet.h"

namespace corolint {

using Edits = llvm::SmallVector<clang::FixItHint, 4>;

/// True if what is written in \p Range stands in the user's files as it is, not
/// in a macro.
bool isEditable(clang::ASTContext &Ctx, clang::SourceRange Range);

/// \p E as the user wrote it; within a macro, as Clang would write it.
std::string textOf(clang::ASTContext &Ctx, const clang::Expr *E);

/// May `co_await` be written before \p Made where it is made, and does the
/// promise there accept it?
bool canBeAwaitedIn(model::Model &M, const model::Function &F,
                    const model::Task &Made);

/// The library whose words fit \p F: that of \p Type, or that of F's own task
/// type; none for home-made ones.
model::Library libraryInUse(model::Model &M, const model::Function &F,
                            const model::TaskType *Type = nullptr);

/// \p Stem, or `Stem2` …: a name that stands nowhere in \p F's text and is not
/// in
/// \p Taken, to which it is added.
std::string unusedName(clang::ASTContext &Ctx, const model::Function &F,
                       llvm::StringRef Stem, llvm::StringSet<> &Taken);

/// True if \p E is a statement: its value goes nowhere.
bool isStatement(const model::Function &F, const clang::Expr *E);

/// The place at the end of \p Scope where a statement still runs.
clang::SourceLocation endOf(const clang::CompoundStmt &Scope);

} // namespace corolint

#endif
