// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Suspension.h"
#include "TaskType.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool maySuspend(const Expr *Suspension) {
  const auto *Point = dyn_cast<CoroutineSuspendExpr>(Suspension);
  if (!Point)
    return true; // dependent
  const auto *Ready = dyn_cast_or_null<CXXMemberCallExpr>(
      Point->getReadyExpr()->IgnoreImplicit());
  return !Ready || readyOf(Ready->getRecordDecl()) != Ready::Always;
}

const Expr *firstSuspension(const Function &F) {
  for (const Expr *Point : F.suspensions())
    if (maySuspend(Point))
      return Point;
  return nullptr;
}

bool mayRunAfterSuspension(const Function &F, const Stmt *S) {
  auto Precedes = [&](const Expr *Point) {
    // What the await is given runs before it.
    if (F.isWithin(S, Point))
      return false;
    return Point->getBeginLoc().getRawEncoding() <
           S->getBeginLoc().getRawEncoding();
  };
  auto SharesLoop = [&](const Expr *Point) {
    for (const Stmt *Loop = F.loopAround(Point); Loop;
         Loop = F.loopAround(Loop))
      if (F.isWithin(S, Loop))
        return true;
    return false;
  };
  return any_of(F.suspensions(), [&](const Expr *Point) {
    return maySuspend(Point) && (Precedes(Point) || SharesLoop(Point));
  });
}

} // namespace corolint::model
