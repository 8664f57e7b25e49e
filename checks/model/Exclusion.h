// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What keeps other coroutines out of a piece of code, suspensions included.

#ifndef COROLINT_CHECKS_MODEL_EXCLUSION_H
#define COROLINT_CHECKS_MODEL_EXCLUSION_H

#include "Function.h"

namespace corolint::model {

class Model;

/// May \p F hold a lock or a turn at \p At: a thread's, or one it has awaited?
bool mayHoldLock(Model &M, const Function &F, const clang::Stmt *At);

/// May others be kept out while \p F runs \p At: by a lock or a turn that it
/// awaited, by a thread's lock, by a flag that it tested and set?
bool mayExcludeOthers(Model &M, const Function &F, const clang::Stmt *At);

} // namespace corolint::model

#endif
