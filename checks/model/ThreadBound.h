// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What belongs to the thread that asks for it (its thread_local variables, what
// a library keeps for it, its id), and which locals hold on to that.

#ifndef COROLINT_CHECKS_MODEL_THREADBOUND_H
#define COROLINT_CHECKS_MODEL_THREADBOUND_H

#include "Function.h"

namespace corolint::model {

class Model;

/// Something of a thread, and how \p F holds it over the statements to come.
struct ThreadBound {
  enum Kind {
    Data,     ///< refers to what this thread has of its own
    Element,  ///< the id of this thread, or made of it, which picks an element
    LastError ///< refers to the thread's error number
  };
  Kind Is;
  /// The local that refers to it or keeps it; null for `own.method(…)`.
  const clang::VarDecl *Holder;
  /// The thread_local variable, or the function that gives it.
  const clang::NamedDecl *Of;
  llvm::SmallVector<const clang::Stmt *, 2> Obtained;
  /// Where that is used, and where the holder gets something else.
  llvm::SmallVector<const clang::Stmt *, 4> Uses, Refills;
};

llvm::SmallVector<ThreadBound, 2> threadBoundIn(Model &M, const Function &F);

/// Can the coroutine \p F resume on another thread than it suspended on? Not if
/// its task type says so, and not on its own if it is a generator.
bool mayChangeThread(Model &M, const Function &F);

} // namespace corolint::model

#endif
