// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that are kept alive by counting their owners, and frames that are
// among those.

#ifndef COROLINT_CHECKS_MODEL_OWNERSHIP_H
#define COROLINT_CHECKS_MODEL_OWNERSHIP_H

#include "Task.h"

namespace corolint::model {

/// The method by which an object of \p Class returns an owner of itself; null
/// if it has none.
const clang::CXXMethodDecl *ownerGetter(Model &M,
                                        const clang::CXXRecordDecl *Class);

/// Can an object of \p Class return an owner of itself, as shared_from_this
/// does? Then its life is that of its owners.
inline bool sharesItself(Model &M, const clang::CXXRecordDecl *Class) {
  return ownerGetter(M, Class);
}

/// The class whose `this` stands in \p F: its own, or for a lambda that of the
/// function around it; null if there is none.
const clang::CXXRecordDecl *classOfThis(const Function &F);

/// The call that returns the only owner this expression has of the object that
/// \p E leads into, a temporary: `*weak.lock()`, `current.load()->name`. Null
/// if there is none.
const clang::CallExpr *temporaryOwner(const clang::Expr *E);

/// Does the coroutine \p Body take, or make before it first suspends, an owner
/// of an object of \p Class?
bool ownsObject(Model &M, const Function &Body,
                const clang::CXXRecordDecl *Class);

} // namespace corolint::model

#endif
