// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "AsyncLocks.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// What is awaited, has something to do at its end, and is one of its kind, may
/// be a permit of some sort.
static bool mayBeGuard(Model &M, const VarDecl *Variable) {
  const CXXRecordDecl *Class = recordOf(Variable->getType());
  return Class && Class->hasDefinition() && hasOwnDestructor(Class) &&
         !M.types().find(Variable->getType()) &&
         !isCopyable(Variable->getType());
}

static bool isAwaited(const Function &F, const VarDecl *Variable) {
  return any_of(F.suspensions(), [&](const Expr *Point) {
    return F.isWithin(Point, Variable->getInit());
  });
}

/// `co_await mutex.lock();` … `mutex.unlock();`
static const Stmt *unlockOf(const Function &F, const Expr *Point) {
  const auto *Await = dyn_cast<CoawaitExpr>(Point);
  const auto *Lock =
      Await ? dyn_cast<CXXMemberCallExpr>(
                  Await->getOperand()->IgnoreUnlessSpelledInSource())
            : nullptr;
  const auto NameOf = [](const CXXMemberCallExpr *Call) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    return Method && Method->getIdentifier() ? Method->getName() : StringRef();
  };
  if (!Lock || !Lock->getRecordDecl())
    return nullptr;
  for (const CallExpr *Call : F.calls())
    if (const auto *Release = dyn_cast<CXXMemberCallExpr>(Call);
        Release && Release->getRecordDecl() == Lock->getRecordDecl() &&
        StringSwitch<bool>(NameOf(Release))
            .Cases({"unlock", "unlock_shared", "release", "signal"}, true)
            .Default(false))
      return Release;
  return nullptr;
}

bool mayHoldAsyncLock(Model &M, const Function &F, const Stmt *S) {
  for (const VarDecl *Local : F.locals())
    if (Local->hasLocalStorage() && mayBeGuard(M, Local) &&
        isAwaited(F, Local) &&
        M.flow(F).reaches(Local->getInit(), S, {}, {Local}))
      return true;
  for (const Expr *Point : F.suspensions())
    if (const Stmt *Unlock = unlockOf(F, Point);
        Unlock && M.flow(F).reaches(Point, S, Unlock, {}))
      return true;
  return false;
}

} // namespace corolint::model
