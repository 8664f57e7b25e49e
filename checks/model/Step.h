// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a function makes run: by calls, by constructions, and by what ends in
// it.

#ifndef COROLINT_CHECKS_MODEL_STEP_H
#define COROLINT_CHECKS_MODEL_STEP_H

#include "Function.h"
#include <optional>
#include <vector>

namespace corolint::model {

class Model;

struct Step {
  /// What runs; for a dispatched call what is overridden.
  const clang::FunctionDecl *Callee;
  /// The call, construction or deletion; null for an end.
  const clang::Expr *Made = nullptr;
  /// The local, field or element whose end this is, if it has a name.
  const clang::ValueDecl *Ended = nullptr;
  /// Where a reader looks: of an end, what ends there.
  clang::SourceLocation Loc;
  /// A local's end: where its scope ends.
  clang::SourceLocation When;
  /// A virtual call: which overrider runs is not to be seen here.
  bool IsDispatched = false;

  const clang::CallExpr *call() const {
    return llvm::dyn_cast_or_null<clang::CallExpr>(Made);
  }
};

/// The step that \p Call is; none without a callee that has a name, and for a
/// destructor that is called by name.
std::optional<Step> stepOf(Model &M, const clang::CallExpr *Call);

/// In the order of the text, ends last. Empty for what is not the user's code.
std::vector<Step> stepsOf(Model &M, const clang::FunctionDecl *Decl);

} // namespace corolint::model

#endif
