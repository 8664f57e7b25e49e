// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who calls a function in this translation unit, and how long what they lend it
// lives.

#ifndef COROLINT_CHECKS_MODEL_CALLERS_H
#define COROLINT_CHECKS_MODEL_CALLERS_H

#include "Task.h"
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
/// object) what nothing keeps alive for \p Made, a task that F's run does not
/// wait for. If F returns its handle, callers may.
std::optional<ShortLife> shortLifeOf(Model &M, const Function &F,
                                     const Task &Made,
                                     const clang::ValueDecl *Parameter);

/// \p F returns a task that borrows \p Variable, a local, or a temporary
/// (null). Is there a call of \p F, here or unseen, that may run it when that
/// is gone?
bool mayRunAfterReturn(Model &M, const Function &F, const Task &Made,
                       const clang::VarDecl *Variable);

} // namespace corolint::model

#endif
