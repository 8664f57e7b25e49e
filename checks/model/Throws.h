// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where a function visibly throws what leaves it, itself or through functions
// of this translation unit.

#ifndef COROLINT_CHECKS_MODEL_THROWS_H
#define COROLINT_CHECKS_MODEL_THROWS_H

#include "Function.h"

namespace corolint::model {

class Model;

/// The way to a throw: the calls and awaits that lead there, then the throw.
using ThrowChain = llvm::SmallVector<const clang::Stmt *, 4>;

/// How an exception comes to leave \p F; empty if none is known to. What stands
/// in the same outermost namespace as \p Aside, if given, is not looked into.
ThrowChain thrownOutOf(Model &M, const Function &F,
                       const clang::NamedDecl *Aside = nullptr);

} // namespace corolint::model

#endif
