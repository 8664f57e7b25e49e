// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which calls make their thread wait, directly or through functions of this
// translation unit.

#ifndef COROLINT_CHECKS_MODEL_BLOCKING_H
#define COROLINT_CHECKS_MODEL_BLOCKING_H

#include "Reach.h"
#include "Roles.h"

namespace corolint::model {

class Model;

class Blocking {
public:
  explicit Blocking(Model &M)
      : M(M), Steps(M, [this](const Function *F, const Step &S) {
          return isBlocking(F, S);
        }) {}

  /// The role by which \p S, a step of \p F, blocks by itself; none if it does
  /// not.
  std::optional<Role> blocksBy(const Function *F, const Step &S);
  bool isBlocking(const Function *F, const Step &S) {
    return blocksBy(F, S).has_value();
  }

  /// Empty if \p S, a step of \p F, is not known to block.
  Chain chainFrom(const Function &F, const Step &S) {
    return Steps.chainFrom(F, S);
  }
  Chain chainFrom(const Function &F, const clang::CallExpr *Call);
  /// How \p Callee's own body comes to block; empty if it does not.
  Chain within(const clang::FunctionDecl *Callee) {
    return Steps.within(Callee);
  }

  /// False for a generator: it runs on its consumer's thread, whatever that is.
  bool runsOnALoop(const Function &F) const;

  /// True if an await before \p Place moves \p F to a pool of threads, where a
  /// blocked one stops no loop.
  bool hasLeftLoop(const Function &F, clang::SourceLocation Place);

  /// Does the vocabulary say whether \p Callee blocks? Then its body is not
  /// asked.
  bool isJudged(const clang::FunctionDecl *Callee) {
    return saidOf(Callee).IsJudged;
  }

private:
  /// What the vocabulary says of a function, whatever it is given.
  struct Saying {
    std::optional<Role> By;
    bool IsJudged = false;
  };
  const Saying &saidOf(const clang::FunctionDecl *Callee);

  Model &M;
  Reach Steps;
  llvm::DenseMap<const clang::FunctionDecl *, Saying> Said;
  /// The first await that moves a function to a pool; invalid if none does.
  llvm::DenseMap<const Function *, clang::SourceLocation> Leaving;
};

} // namespace corolint::model

#endif
