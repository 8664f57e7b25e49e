// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutine handles, as the code of tasks and awaiters names them.

#ifndef COROLINT_CHECKS_MODEL_HANDLES_H
#define COROLINT_CHECKS_MODEL_HANDLES_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

namespace corolint::model {

bool isInStd(const clang::CXXRecordDecl *Record, llvm::StringRef Name);
bool isHandle(clang::QualType Type);

/// The object and the name of `object.name(…)`, known or dependent; nothing for
/// another call.
using MethodCall = std::pair<const clang::Expr *, llvm::StringRef>;
MethodCall methodCall(const clang::CallExpr *Call);

} // namespace corolint::model

#endif
