// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Does one call make its thread wait, all by itself? What it calls in turn is
// Blocking's question.

#ifndef COROLINT_CHECKS_MODEL_WAITING_H
#define COROLINT_CHECKS_MODEL_WAITING_H

#include "Function.h"
#include "Roles.h"

namespace corolint::model {

class Model;

/// Does \p Call, a call or a construction in \p F, make its thread wait? \p By
/// is what the vocabulary says of its callee.
bool waitsBy(Model &M, const Function &F, const clang::Expr *Call, Role By);

/// Does what plays that role wait, whatever it is given?
bool waitsAnyhow(Role By);

/// `auto f = std::async(…);`: does the end of \p Local wait?
bool isWaitedForAtEnd(Model &M, const clang::VarDecl *Local);

} // namespace corolint::model

#endif
