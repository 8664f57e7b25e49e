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

const VarDecl *scopeOf(Model &M, const Task &Made) {
  const CallExpr *Spawn = Made.Held.Spawn;
  if (!Spawn)
    return nullptr;
  SmallVector<const Expr *, 4> Candidates(Spawn->arguments());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Spawn))
    Candidates.push_back(Member->getImplicitObjectArgument());
  for (const Expr *Candidate : Candidates) {
    const VarDecl *Variable = rootVariable(Candidate);
    const CXXRecordDecl *Class =
        Variable && Variable->hasLocalStorage() && !isa<ParmVarDecl>(Variable)
            ? recordOf(Variable->getType())
            : nullptr;
    if (Class && !M.types().find(Variable->getType()) &&
        (M.words().plays(Class, Role::Scope) || dropOf(Class) == Drop::Joins))
      return Variable;
  }
  return nullptr;
}

/// What the end of the object that holds the task does to the running body.
static Drop whenDropped(Model &M, const Task &Made) {
  // The scope holds it, or nobody does, whoever drops the handle.
  if (Made.Held.IsDetached || scopeOf(M, Made) || M.isGivenToSink(Made))
    return Drop::Detaches;
  if (Made.Held.Kind != Custody::Spawned)
    return Made.Type ? Made.Type->WhenDropped : Drop::Unknown;
  if (Made.Held.Spawn && !Made.Held.Spawn->getType()->isVoidType())
    if (const CXXRecordDecl *Handle = recordOf(Made.Held.Spawn->getType()))
      return dropOf(Handle);
  return Drop::Detaches;
}

/// Can the body be running when the full-expression that made it is over?
static bool staysAlive(Model &M, const Function &F, const Task &Made) {
  bool IsSpawned = Made.Held.Kind == Custody::Spawned;
  switch (IsSpawned ? Made.Held.OfHandle : Made.Held.Kind) {
  case Custody::Returned:
  case Custody::Joined:
    return true;
  case Custody::Stored:
    // In a coroutine, whoever holds it may be done while we are suspended.
    return F.suspensions().empty();
  case Custody::Unknown:
    return Made.Held.Holder;
  case Custody::Kept:
    // Never awaited, a lazy body never runs.
    return IsSpawned ? whenDropped(M, Made) == Drop::Detaches : Made.isEager();
  case Custody::Discarded:
  case Custody::Tested:
    return (IsSpawned || Made.isEager()) &&
           whenDropped(M, Made) == Drop::Detaches;
  case Custody::AwaitedInPlace:
  case Custody::Spawned:
    return false;
  }
  llvm_unreachable("all cases returned");
}

/// A variable that holds one task at a time, and is given another one by the
/// statement that gave it this one: what was in there is dropped.
static bool isOverwritten(Model &M, const Function &F, const Task &Made) {
  return Made.Held.Filled && fillsOneSlot(Made.Held.Filled) &&
         M.flow(F).reaches(Made.Held.Filled, Made.Making, waitsFor(M, F, Made),
                           {Made.Held.Holder});
}

/// Does the body run whoever keeps the task, once it is made?
static bool runsByItself(Model &M, const Task &Made) {
  if (Made.Held.Kind == Custody::Spawned)
    return true;
  bool IsForEver = Made.Held.Holder && !Made.Held.Holder->hasLocalStorage();
  return !Made.isLazy() &&
         (IsForEver || whenDropped(M, Made) == Drop::Detaches);
}

bool diesBeforeScope(Model &M, const Task &Made, const Borrow &What) {
  const VarDecl *Scope = What.Variable ? scopeOf(M, Made) : nullptr;
  return Scope && M.context().getSourceManager().isBeforeInTranslationUnit(
                      Scope->getLocation(), What.Variable->getLocation());
}

/// What waits for the task, whatever happens to its holder in between.
static WaitPlaces certainWaitsFor(Model &M, const Function &F,
                                  const Task &Made) {
  return isOverwritten(M, F, Made) ? signalsFor(M, F, Made)
                                   : waitsFor(M, F, Made);
}

static bool outlives(Model &M, const Function &F, const Task &Made,
                     const Borrow &What) {
  if (!staysAlive(M, F, Made))
    return false;
  const VarDecl *Variable = asVariable(What.Variable);
  // A scope that waits at its end does so before what is older dies.
  if (const VarDecl *Scope = scopeOf(M, Made);
      Variable && Scope && !diesBeforeScope(M, Made, What) &&
      dropOf(recordOf(Scope->getType())) == Drop::Joins)
    return false;
  bool IsSpawned = Made.Held.Kind == Custody::Spawned;
  Custody Final = IsSpawned ? Made.Held.OfHandle : Made.Held.Kind;
  // Returned at once: everything local dies here.
  if (Final == Custody::Returned && !Made.Held.Holder)
    return IsSpawned || mayRunAfterReturn(M, F, Made, Variable);
  // A temporary is gone at the end of the full-expression.
  if (runsByItself(M, Made) || Final == Custody::Returned)
    return !Variable || M.flow(F).reachesEndOf(Variable, Made.Making,
                                               certainWaitsFor(M, F, Made));
  // Nothing runs the body but an await, or, once it is started, whoever resumes
  // it while we are suspended; dropped before that, it is over.
  WaitPlaces Waits = waitsFor(M, F, Made);
  WaitPlaces Runs(Waits);
  if (!Made.isLazy())
    append_range(Runs, F.suspensions());
  Flow::Drops Drops{Made.Held.Holder};
  const Stmt *Start = Made.Making;
  if (Made.Held.Filled && fillsOneSlot(Made.Held.Filled))
    Start = Drops.Refill = Made.Held.Filled;
  if (!Variable)
    return Final == Custody::Stored ||
           M.flow(F).reaches(Start, Runs, {}, Drops);
  return M.flow(F).reachesEndOf(Variable, Start, Waits, Runs, Drops);
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
static bool isOnItsOwn(Model &M, const Task &Made) {
  switch (Made.Held.Kind == Custody::Spawned ? Made.Held.OfHandle
                                             : Made.Held.Kind) {
  case Custody::Discarded:
  case Custody::Kept:
  case Custody::Joined:
    return (Made.Held.Kind == Custody::Spawned || Made.isEager()) &&
           whenDropped(M, Made) == Drop::Detaches;
  case Custody::Returned:
    // The caller gets the handle, and shortLifeOf looks what it does with it.
    return Made.Held.Kind == Custody::Spawned &&
           whenDropped(M, Made) == Drop::Detaches;
  default:
    return false;
  }
}

SmallVector<Dangling, 2> outlivingTheCall(Model &M, const Function &F,
                                          const Task &Made) {
  SmallVector<Dangling, 2> Found;
  if (!isOnItsOwn(M, Made))
    return Found;
  for (const Borrow &What : borrowsOf(M, F, Made))
    if (const Expr *Use = What.IsCallers ? lateUse(M, Made, What) : nullptr)
      if (M.flow(F).reachesEndOf(asVariable(What.Variable), Made.Making,
                                 certainWaitsFor(M, F, Made)))
        Found.push_back({What, Use});
  return Found;
}

} // namespace corolint::model
