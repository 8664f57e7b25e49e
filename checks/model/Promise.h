// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which promise belongs to a return type: found as the standard finds it, also
// where nothing has instantiated coroutine_traits.

#ifndef COROLINT_CHECKS_MODEL_PROMISE_H
#define COROLINT_CHECKS_MODEL_PROMISE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

namespace corolint::model {

/// Null if coroutines cannot return \p Record.
const clang::CXXRecordDecl *promiseOf(clang::ASTContext &Ctx,
                                      const clang::CXXRecordDecl *Record);

} // namespace corolint::model

#endif
