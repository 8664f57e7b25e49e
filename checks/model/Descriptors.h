// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A read waits if its descriptor does: what this function shows of that.

#ifndef COROLINT_CHECKS_MODEL_DESCRIPTORS_H
#define COROLINT_CHECKS_MODEL_DESCRIPTORS_H

#include "Function.h"
#include "Roles.h"

namespace corolint::model {

class Model;

/// The role by which \p Call, which blocks as what it is given makes it, does
/// so for certain: BlocksOnFile for files and the console, BlocksAsGiven for a
/// socket that this function has made blocking and tells nobody of.
std::optional<Role> blocksAsGiven(Model &M, const Function &F,
                                  const clang::CallExpr *Call);

} // namespace corolint::model

#endif
