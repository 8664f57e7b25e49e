// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls make their thread wait, directly or through functions of this
// translation unit.

#ifndef COROLINT_CHECKS_MODEL_BLOCKING_H
#define COROLINT_CHECKS_MODEL_BLOCKING_H

#include "Reach.h"

namespace corolint::model {

class Model;

class Blocking {
public:
  explicit Blocking(Model &M)
      : M(M), Calls(M, [this](const Function &F, const clang::CallExpr *Call) {
          return isBlocking(F, Call);
        }) {}

  /// Empty if \p Call, made in \p F, is not known to block.
  CallChain chainFrom(const Function &F, const clang::CallExpr *Call) {
    return Calls.chainFrom(F, Call);
  }
  /// How \p Callee's own body comes to block; empty if it does not.
  const CallChain &within(const clang::FunctionDecl *Callee) {
    return Calls.within(Callee);
  }

  /// False for a generator: it runs on its consumer's thread, whatever that is.
  bool runsOnALoop(const Function &F) const;

  /// True if an await before \p Call moves \p F to a pool of threads, where a
  /// blocked one stops no loop.
  bool hasLeftLoop(const Function &F, const clang::CallExpr *Call) const;

private:
  bool isBlocking(const Function &F, const clang::CallExpr *Call) const;

  Model &M;
  Reach Calls;
};

} // namespace corolint::model

#endif
