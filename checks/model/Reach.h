// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which steps come to do something, directly or through functions of this
// translation unit. The nearest way is the one that is told.

#ifndef COROLINT_CHECKS_MODEL_REACH_H
#define COROLINT_CHECKS_MODEL_REACH_H

#include "Step.h"
#include <functional>

namespace corolint::model {

class Model;

/// The way from a step to the one that does it: each one's callee makes the
/// next one.
using Chain = llvm::SmallVector<Step, 4>;

class Reach {
public:
  /// Does \p S do it by itself? \p F, whose step it is, is null for what no
  /// text says: a destructor that only ends the members.
  using Question = std::function<bool(const Function *F, const Step &S)>;

  Reach(Model &M, Question Does) : M(M), Does(std::move(Does)) {}

  /// Empty if \p S, a step of \p F, is not known to come to it.
  Chain chainFrom(const Function &F, const Step &S);

  /// How \p Callee's own body comes to it; empty if it does not.
  Chain within(const clang::FunctionDecl *Callee);

private:
  struct Found {
    Step Nearest;
    bool IsIt; ///< else its callee leads on
  };
  void searchAll();

  Model &M;
  Question Does;
  bool IsSearched = false;
  llvm::DenseMap<const clang::FunctionDecl *, Found> Ways;
};

/// `dump(); std::exit(1);`: the last words of a program hold nobody up.
bool precedesTheEnd(const Function &F, const Step &S);

} // namespace corolint::model

#endif
