// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How the names of declarations are written in source and in profiles.

#ifndef COROLINT_CHECKS_MODEL_WRITTENNAME_H
#define COROLINT_CHECKS_MODEL_WRITTENNAME_H

#include "clang/AST/DeclBase.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace corolint::model {

/// \p Scope, or the one around it that a reader writes: no inline namespace, no
/// linkage block. Null for the global one.
const clang::DeclContext *writtenScope(const clang::DeclContext *Scope);

/// Without template arguments, also in `~jthread`; \p Room is for names that
/// are put together.
llvm::StringRef plainName(const clang::NamedDecl *Decl,
                          llvm::SmallString<32> &Room);

/// True if \p Path, of globs, names \p Decl, compared from the innermost scope
/// outwards.
bool names(llvm::ArrayRef<std::string> Path, const clang::NamedDecl *Decl);

/// The words of `async_sendAll`, in lower case: async, send, all.
llvm::SmallVector<std::string, 4> wordsIn(llvm::StringRef Name);

} // namespace corolint::model

#endif
