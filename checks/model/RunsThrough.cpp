// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "RunsThrough.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// The coroutine whose task is made and awaited at \p Point, if its body is all
/// that then runs: not an overrider's, and not somewhere else, as of a task
/// that queues itself when it starts.
const Function *RunsThrough::awaitedAt(const Expr *Point) {
  const auto *Await = dyn_cast<CoawaitExpr>(Point);
  const auto *Call =
      Await ? dyn_cast<CallExpr>(
                  Await->getOperand()->IgnoreUnlessSpelledInSource())
            : nullptr;
  std::optional<Step> Made = Call ? stepOf(M, Call) : std::nullopt;
  if (!Made || Made->IsDispatched)
    return nullptr;
  const Function *Body = M.function(Made->Callee);
  const TaskType *Type =
      Body && Body->coroutine() ? M.types().find(Call->getType()) : nullptr;
  return Type && Type->Starts != Start::Unknown ? Body : nullptr;
}

bool RunsThrough::at(const Function &F, const Expr *Point) {
  if (GoesOn(Point) || M.types().isValue(F.decl()->getReturnType()))
    return true;
  const Function *Awaited = awaitedAt(Point);
  return Awaited && whole(Awaited->decl());
}

SmallVector<const Stmt *, 8> RunsThrough::realSuspensions(const Function &F) {
  SmallVector<const Stmt *, 8> Real;
  copy_if(F.suspensions(), std::back_inserter(Real),
          [&](const Expr *Point) { return !at(F, Point); });
  return Real;
}

bool RunsThrough::whole(const FunctionDecl *Coroutine) {
  const Function *Outer = M.function(Coroutine);
  if (!Outer || !Outer->coroutine())
    return false;
  auto [Slot, IsNew] = Known.try_emplace(Outer, false);
  if (!IsNew)
    return Slot->second;
  // Those that await one another in a circle are all seen once.
  SmallPtrSet<const Function *, 4> Seen{Outer};
  SmallVector<const Function *, 4> Pending{Outer};
  while (!Pending.empty())
    for (const Expr *Point : Pending.pop_back_val()->suspensions()) {
      if (GoesOn(Point))
        continue;
      const Function *Awaited = awaitedAt(Point);
      if (!Awaited)
        return false;
      if (Seen.insert(Awaited).second)
        Pending.push_back(Awaited);
    }
  return Known[Outer] = true;
}

} // namespace corolint::model
