// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether awaited calls may as well run at the same time. What they may share
// is nobody's to see, so two calls count as independent only if all they get is
// plain data.

#ifndef COROLINT_CHECKS_MODEL_INDEPENDENCE_H
#define COROLINT_CHECKS_MODEL_INDEPENDENCE_H

#include "Task.h"

namespace corolint::model {

class Model;

/// `co_await f(…)` of a lazy task that gives a value and is given plain data,
/// whose evaluation has no effect and is the same whatever ran before it.
struct PlainAwait {
  const clang::CoawaitExpr *Await = nullptr;
  const clang::CallExpr *Call = nullptr;
  /// The locals and parameters that the arguments read.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Reads;
  /// The body is in sight, and it does nothing that anybody else could notice.
  bool IsSeparate = false;
};

class Independence {
public:
  explicit Independence(Model &M) : M(M) {}

  /// None if \p Made is not awaited in this way, or if it is known to gain or
  /// to disturb something by running beside others.
  std::optional<PlainAwait> plainAwait(const Function &F, const Task &Made);

private:
  enum class Work {
    Unknown,
    None,     ///< it never waits: side by side it would take as long
    Shared,   ///< it touches what outlives it
    Separate, ///< it does neither
  };
  Work workOf(const clang::FunctionDecl *Callee);
  Work workIn(const Function &Body);
  Work workOfCall(const clang::CallExpr *Call);
  bool mayWait(const clang::Expr *Point);

  Model &M;
  llvm::DenseMap<const clang::FunctionDecl *, Work> Known;
};

/// May \p Second start before \p First is done?
bool areIndependent(const PlainAwait &First, const PlainAwait &Second);

} // namespace corolint::model

#endif
