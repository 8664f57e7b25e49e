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

/// Does \p S lead to a body that is to be seen here, and counts?
bool leadsOn(Model &M, const Step &S);

/// Is what \p S, a step of \p Decl, does held against the callers of Decl? A
/// coroutine is reported for itself, and nobody where Decl is called
/// non-blocking.
bool countsForCallers(Model &M, const clang::FunctionDecl *Decl, const Step &S);

} // namespace corolint::model

#endif
