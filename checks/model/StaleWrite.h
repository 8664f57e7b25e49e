// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes of shared state that rely on what it was before a suspension.

#ifndef COROLINT_CHECKS_MODEL_STALEWRITE_H
#define COROLINT_CHECKS_MODEL_STALEWRITE_H

#include "Place.h"

namespace corolint::model {

class Model;

enum class Relies {
  OnValue, ///< the new value is made of the old one: a lost update
  OnCheck, ///< the write is guarded by a condition: check-then-act
};

struct StaleWrite {
  Relies How;
  Access Read;
  Access Write;
  const clang::Expr *Suspension;
  /// The local that kept the value; null if it did not leave the expression.
  const clang::VarDecl *Copy = nullptr;
};

/// What \p F writes of the shared things that it reads before a suspension, has
/// not looked at since, and keeps nobody away from meanwhile. One for each
/// write.
std::vector<StaleWrite> staleWritesOf(Model &M, const Function &F);

} // namespace corolint::model

#endif
