// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   what the frame borrows ─▶ does its lender die before the task is done?
//        │                        custody: who waits for the task, and where
//        │                        flow: is there a way past all of that
//        └─▶ does the body still use it then?

#include "Lifetime.h"
#include "Flow.h"
#include "LateUse.h"
#include "Model.h"
#include "Waits.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isWithin(ASTContext &Ctx, SourceLocation Loc, const Stmt *Outer) {
  const SourceManager &Sources = Ctx.getSourceManager();
  return Sources.isPointWithin(Sources.getExpansionLoc(Loc),
                               Sources.getExpansionLoc(Outer->getBeginLoc()),
                               Sources.getExpansionLoc(Outer->getEndLoc()));
}

const Stmt *loopDeclaring(Model &M, const Function &F, const Task &Made,
                          const ValueDecl *Variable) {
  if (!Variable)
    return nullptr;
  for (const Stmt *Loop = F.loopAround(Made.Making); Loop;
       Loop = F.loopAround(Loop))
    if (isWithin(M.context(), Variable->getLocation(), Loop))
      return Loop;
  return nullptr;
}

static const VarDecl *asVariable(const ValueDecl *Value) {
  if (const auto *Binding = dyn_cast_or_null<BindingDecl>(Value))
    return dyn_cast<VarDecl>(Binding->getDecomposedDecl());
  return dyn_cast_or_null<VarDecl>(Value);
}

/// What the end of the object that holds the task does to the running body.
static Drop whenDropped(const Task &Made) {
  if (Made.Held.Kind != Custody::Spawned)
    return Made.Type ? Made.Type->WhenDropped : Drop::Unknown;
  if (Made.Held.Spawn && !Made.Held.Spawn->getType()->isVoidType())
    if (const CXXRecordDecl *Handle = recordOf(Made.Held.Spawn->getType()))
      return dropOf(Handle);
  return Drop::Detaches;
}

/// Can the body be running when the full-expression that made it is over?
static bool staysAlive(const Function &F, const Task &Made) {
  bool IsSpawned = Made.Held.Kind == Custody::Spawned;
  bool IsKept = Made.Held.Holder != nullptr;
  switch (IsSpawned ? Made.Held.OfHandle : Made.Held.Kind) {
  case Custody::AwaitedInPlace:
    return false;
  case Custody::Returned:
  case Custody::Joined:
    return true;
  case Custody::Stored:
    // In a coroutine, whoever holds it may be done while we are suspended.
    return F.suspensions().empty();
  case Custody::Unknown:
    return IsKept;
  case Custody::Kept:
    // Kept and never awaited, a lazy body never runs.
  case Custody::Discarded:
  case Custody::Tested:
    return (IsSpawned || Made.isEager()) && whenDropped(Made) == Drop::Detaches;
  case Custody::Spawned:
    return false;
  }
  llvm_unreachable("all cases returned");
}

static bool outlives(Model &M, const Function &F, const Task &Made,
                     const Borrow &What) {
  if (!staysAlive(F, Made))
    return false;
  if (!What.Variable)
    return true; // a temporary is gone at the end of the full-expression
  const VarDecl *Variable = asVariable(What.Variable);
  Custody Final =
      Made.Held.Kind == Custody::Spawned ? Made.Held.OfHandle : Made.Held.Kind;
  // Returned at once: everything local dies here.
  if (Final == Custody::Returned && !Made.Held.Holder)
    return true;
  WaitPlaces Barriers = waitsFor(M, F, Made);
  if (Made.Held.Kind == Custody::Spawned || Final == Custody::Returned ||
      (!Made.isLazy() && whenDropped(Made) == Drop::Detaches))
    return M.flow(F).reachesEndOf(Variable, Made.Making, Barriers);
  // Nothing runs the body but an await, or, once it is started, whoever resumes
  // it while we are suspended; dropped before that, it is over.
  WaitPlaces Runs(Barriers);
  if (!Made.isLazy())
    append_range(Runs, F.suspensions());
  return M.flow(F).reachesEndOf(Variable, Made.Making, Barriers,
                                Flow::Statements(Runs));
}

SmallVector<Dangling, 2> danglingIn(Model &M, const Function &F,
                                    const Task &Made) {
  SmallVector<Dangling, 2> Found;
  for (const Borrow &What : borrowsOf(M, F, Made))
    if (const Expr *Use = What.IsCallers ? nullptr : lateUse(M, Made, What))
      if (outlives(M, F, Made, What))
        Found.push_back({What, Use});
  return Found;
}

/// Nobody up the stack can wait for it.
static bool isOnItsOwn(const Task &Made) {
  switch (Made.Held.Kind == Custody::Spawned ? Made.Held.OfHandle
                                             : Made.Held.Kind) {
  case Custody::Discarded:
  case Custody::Kept:
  case Custody::Joined:
    return (Made.Held.Kind == Custody::Spawned || Made.isEager()) &&
           whenDropped(Made) == Drop::Detaches;
  default:
    return false;
  }
}

SmallVector<Dangling, 2> outlivingTheCall(Model &M, const Function &F,
                                          const Task &Made) {
  SmallVector<Dangling, 2> Found;
  if (!isOnItsOwn(Made))
    return Found;
  for (const Borrow &What : borrowsOf(M, F, Made))
    if (const Expr *Use = What.IsCallers ? lateUse(M, Made, What) : nullptr)
      if (M.flow(F).reachesEndOf(asVariable(What.Variable), Made.Making,
                                 waitsFor(M, F, Made)))
        Found.push_back({What, Use});
  return Found;
}

} // namespace corolint::model
