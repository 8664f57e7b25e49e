// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls make their thread wait, directly or through functions of this
// translation unit.

#ifndef COROLINT_CHECKS_MODEL_BLOCKING_H
#define COROLINT_CHECKS_MODEL_BLOCKING_H

#include "Function.h"

namespace corolint::model {

class Model;

/// The way from a call to what blocks: each call's callee makes the next one;
/// the last one's callee is a blocking function.
using BlockingChain = llvm::SmallVector<const clang::CallExpr *, 4>;

class Blocking {
public:
  explicit Blocking(Model &M) : M(M) {}

  /// Empty if \p Call, made in \p F, is not known to block.
  BlockingChain chainFrom(const Function &F, const clang::CallExpr *Call);

  /// True if an await before \p Call moves \p F to a pool of threads, where a
  /// blocked one stops no loop.
  bool hasLeftLoop(const Function &F, const clang::CallExpr *Call) const;

private:
  /// How \p Callee's own body comes to block; empty if it does not.
  const BlockingChain &within(const clang::FunctionDecl *Callee);
  bool isBlocking(const Function &F, const clang::CallExpr *Call) const;

  Model &M;
  llvm::DenseMap<const clang::FunctionDecl *, BlockingChain> Known;
};

} // namespace corolint::model

#endif
