// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls come to do something, directly or through functions of this
// translation unit.

#ifndef COROLINT_CHECKS_MODEL_REACH_H
#define COROLINT_CHECKS_MODEL_REACH_H

#include "Function.h"
#include <functional>

namespace corolint::model {

class Model;

/// The way from a call to the one that does it: each call's callee makes the
/// next one.
using CallChain = llvm::SmallVector<const clang::CallExpr *, 4>;

class Reach {
public:
  /// Does \p Call, made in \p F, do it by itself?
  using Question =
      std::function<bool(const Function &F, const clang::CallExpr *Call)>;

  Reach(Model &M, Question Does) : M(M), Does(std::move(Does)) {}

  /// Empty if \p Call, made in \p F, is not known to come to it.
  CallChain chainFrom(const Function &F, const clang::CallExpr *Call);

  /// How \p Callee's own body comes to it; empty if it does not.
  const CallChain &within(const clang::FunctionDecl *Callee);

private:
  Model &M;
  Question Does;
  llvm::DenseMap<const clang::FunctionDecl *, CallChain> Known;
};

} // namespace corolint::model

#endif
