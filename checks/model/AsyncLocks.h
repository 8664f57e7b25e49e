// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Locks that a coroutine awaits, and keeps while it is suspended: what they
// guard does not change meanwhile.

#ifndef COROLINT_CHECKS_MODEL_ASYNCLOCKS_H
#define COROLINT_CHECKS_MODEL_ASYNCLOCKS_H

#include "Function.h"

namespace corolint::model {

class Model;

/// May \p F hold a lock that it has awaited when it comes to \p S?
bool mayHoldAsyncLock(Model &M, const Function &F, const clang::Stmt *S);

} // namespace corolint::model

#endif
