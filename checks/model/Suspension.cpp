// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Suspension.h"
#include "TaskType.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// `co_yield failure(…);` of a promise that then has its coroutine end.
static bool isEnd(const CoroutineSuspendExpr *Point) {
  const auto *Call =
      isa<CoyieldExpr>(Point)
          ? dyn_cast<CallExpr>(Point->getOperand()->IgnoreImplicit())
          : nullptr;
  return Call && Call->getDirectCallee() && comesToEnd(Call->getDirectCallee());
}

bool maySuspend(const Expr *Suspension) {
  const auto *Point = dyn_cast<CoroutineSuspendExpr>(Suspension);
  // Dependent, or an error in what is awaited.
  if (!Point || !Point->getReadyExpr())
    return true;
  if (isEnd(Point))
    return false;
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

/// In the order of the text, where a macro stands where it is used.
static bool isBefore(const Function &F, const Stmt *A, const Stmt *B) {
  const SourceManager &Sources = F.decl()->getASTContext().getSourceManager();
  SourceLocation Of = Sources.getExpansionLoc(A->getBeginLoc());
  SourceLocation Than = Sources.getExpansionLoc(B->getBeginLoc());
  return Of == Than ? A->getBeginLoc() < B->getBeginLoc()
                    : Sources.isBeforeInTranslationUnit(Of, Than);
}

bool mayRunAfterSuspension(const Function &F, const Stmt *S) {
  auto Precedes = [&](const Expr *Point) {
    // What the await is given runs before it.
    return !F.isWithin(S, Point) && isBefore(F, Point, S);
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
