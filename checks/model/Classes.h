// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Classes, their members and what those do, instantiated or not.

#ifndef COROLINT_CHECKS_MODEL_CLASSES_H
#define COROLINT_CHECKS_MODEL_CLASSES_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringSet.h"

namespace corolint::model {

/// \p Type's class, through references to nothing; for a class template
/// specialisation that is not instantiated yet, the template's own class.
const clang::CXXRecordDecl *recordOf(clang::QualType Type);
const clang::CXXRecordDecl *definitionOf(const clang::CXXRecordDecl *Record);

/// The members named \p Name of \p Record and its bases, patterns of dependent
/// bases included; those of the most derived class that has any.
llvm::SmallVector<const clang::NamedDecl *, 2>
membersNamed(const clang::CXXRecordDecl *Record, llvm::StringRef Name);

const clang::FunctionDecl *asFunction(const clang::NamedDecl *Member);
/// The first function of those.
const clang::FunctionDecl *methodNamed(const clang::CXXRecordDecl *Record,
                                       llvm::StringRef Name);

/// The body, from the pattern when this instantiation has none yet.
const clang::Stmt *bodyOf(const clang::FunctionDecl *Function);

/// The value of `{ return E; }`; null for any other body.
const clang::Expr *onlyReturn(const clang::FunctionDecl *Function);

/// The declared type, or for `auto` what the one return statement makes.
clang::QualType resultOf(const clang::FunctionDecl *Function);

/// What is called, as far as names tell.
llvm::StringSet<> callsIn(const clang::Stmt *Code);
llvm::StringSet<> callsIn(const clang::FunctionDecl *Function);

/// False for null, too.
bool isNamedInStd(const clang::NamedDecl *Decl, llvm::StringRef Name);

/// Has a destructor that somebody wrote.
bool hasOwnDestructor(const clang::CXXRecordDecl *Record);

/// Can its values be copied? A container only if its elements can.
bool isCopyable(clang::QualType Type);

} // namespace corolint::model

#endif
