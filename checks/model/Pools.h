// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Pools of threads: a thread of theirs that waits stops no loop.

#ifndef COROLINT_CHECKS_MODEL_POOLS_H
#define COROLINT_CHECKS_MODEL_POOLS_H

#include "Function.h"

namespace corolint::model {

class Model;

/// Does the rest of the coroutine run on a pool after \p Await?
bool movesToPool(Model &M, const clang::CoawaitExpr *Await);

/// Is \p F, a coroutine, started at least once in this translation unit, and
/// everywhere on a pool?
bool startsOnlyOnPools(Model &M, const Function &F);

} // namespace corolint::model

#endif
