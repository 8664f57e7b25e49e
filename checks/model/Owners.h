// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Objects that own coroutines by their handles: how often a frame is destroyed,
// and who looks at it afterwards.

#ifndef COROLINT_CHECKS_MODEL_OWNERS_H
#define COROLINT_CHECKS_MODEL_OWNERS_H

#include "Function.h"
#include <optional>

namespace corolint::model {

class Model;

/// A class whose destructor destroys the coroutine that a member of it leads
/// to.
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
std::optional<Doubling> doublingOf(Model &M, const Owner &Of);

/// A coroutine of this file that destroys itself when it comes to its end,
/// although \p Holder has its handle in the member \p Handle and never lets go
/// of it; null if there is none.
const Function *endsUnder(Model &M, const clang::CXXRecordDecl *Holder,
                          const clang::FieldDecl *Handle);

/// Where \p F asks a handle in a member of its own object whether the coroutine
/// is done; null if it does not.
const clang::CallExpr *asksIfDone(const Function &F,
                                  const clang::FieldDecl *&Handle);

} // namespace corolint::model

#endif
