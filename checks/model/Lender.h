// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whose object an expression refers to, once it is bound to a reference, a view
// or a pointer.

#ifndef COROLINT_CHECKS_MODEL_LENDER_H
#define COROLINT_CHECKS_MODEL_LENDER_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include <optional>

namespace corolint::model {

/// A local of the function, or a temporary (null). Or, if it is the caller's,
/// what a parameter refers to, or the function's object (null).
struct Lender {
  const clang::ValueDecl *Variable;
  bool IsCallers = false;
};

/// The local object or temporary that \p E itself denotes, and not what it
/// refers to, or what the caller owns; none for anything that may live longer.
std::optional<Lender> lenderOf(const clang::Expr *E);

/// The same for what \p Value names.
std::optional<Lender> lenderNamedBy(const clang::ValueDecl *Value);

/// The lender when something of type \p Parameter is made of \p Argument; none
/// where that is a copy.
std::optional<Lender> lenderOf(clang::QualType Parameter,
                               const clang::Expr *Argument);

/// A class that refers to what others own: string_view, span,
/// reference_wrapper.
bool isView(clang::QualType Type);

} // namespace corolint::model

#endif
