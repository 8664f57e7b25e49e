// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who calls a function in this translation unit, and how long what they lend it
// lives.

#ifndef COROLINT_CHECKS_MODEL_CALLERS_H
#define COROLINT_CHECKS_MODEL_CALLERS_H

#include "Function.h"
#include <optional>

namespace corolint::model {

class Model;

struct CallSite {
  const Function *In;
  const clang::CallExpr *Call;
};

/// How a caller comes to lend what dies soon after the call.
struct ShortLife {
  llvm::SmallVector<CallSite, 2> Way; ///< innermost first
  const clang::ValueDecl *Variable;   ///< null for a temporary
};

/// A call, or a chain of them, that gives \p F for \p Parameter (null: as its
/// object) what nothing keeps alive when F's run is over.
std::optional<ShortLife> shortLifeOf(Model &M, const Function &F,
                                     const clang::ValueDecl *Parameter);

} // namespace corolint::model

#endif
