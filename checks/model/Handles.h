// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What classes do with the coroutine handles they hold: who destroys a frame,
// and who resumes one on top of another.

#ifndef COROLINT_CHECKS_MODEL_HANDLES_H
#define COROLINT_CHECKS_MODEL_HANDLES_H

#include "Function.h"
#include "TaskType.h"
#include <optional>

namespace corolint::model {

class Model;

/// A class whose destructor destroys the coroutine that a member of it leads to.
struct Owner {
  const clang::CXXRecordDecl *Record;
  const clang::FieldDecl *Handle;
  const clang::CallExpr *Destroy;
};

/// The owner that \p F is the destructor of, if that looks at nothing but the
/// handle to decide.
std::optional<Owner> ownerOf(Model &M, const Function &F);

/// How two objects come to hold one handle, which both then destroy.
struct Doubling {
  const clang::CXXMethodDecl *By; ///< null if nobody wrote it
  bool IsMove;
  bool IsAssignment;
};
std::optional<Doubling> doublingOf(const Owner &Of);

/// A coroutine of this file that destroys itself when it comes to its end,
/// although \p Holder has its handle in the member \p Handle and never lets go
/// of it; null if there is none.
const Function *endsUnder(Model &M, const clang::CXXRecordDecl *Holder,
                          const clang::FieldDecl *Handle);

/// Where \p F asks a handle in a member of its own object whether the coroutine
/// is done; null if it does not.
const clang::CallExpr *asksIfDone(const Function &F,
                                  const clang::FieldDecl *&Handle);

/// A loop that awaits tasks which are done at once, each of which resumes the
/// loop on top of its own stack.
struct Growth {
  const clang::CallExpr *Resume; ///< of the one that waits, at the task's end
  const clang::Expr *Await;
};

/// What comes of it that \p F, the `await_suspend` of a final awaiter, resumes.
std::optional<Growth> growthBy(Model &M, const Function &F);

/// A member of an awaiter is used when the coroutine that it is part of may run
/// on already.
struct LateMember {
  const clang::Expr *Sink; ///< the thread that gets the handle
  const clang::Expr *Use;
  const clang::Expr *Await; ///< one of the temporary
};
std::optional<LateMember> memberUsedLate(Model &M, const Function &F);

} // namespace corolint::model

#endif
