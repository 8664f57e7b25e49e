// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Bridges.h"
#include "Model.h"
#include "Suspension.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool Bridges::isBridge(const FunctionDecl *Callee) {
  if (!Callee || M.words().plays(Callee, Role::NonBlocking))
    return false;
  if (M.words().plays(Callee, Role::Bridge))
    return true;
  const Function *Body = M.function(Callee);
  if (!Body || Body->coroutine())
    return false;
  auto [Slot, IsNew] = Known.try_emplace(Body->decl(), false);
  if (!IsNew)
    return Slot->second;
  bool Answer = isVisiblyBridge(*Body);
  return Known[Body->decl()] = Answer;
}

/// What \p Call waits on: its object, or the first thing it is given.
static const Expr *subjectOf(const CallExpr *Call) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Member->getImplicitObjectArgument();
  return Call->getNumArgs() ? Call->getArg(0) : nullptr;
}

/// `done.wait()` where `done` is this function's own: only what it has started
/// itself can be the reason to wait. So it is for what was made of the task.
static bool waitsForOwn(const Function &Body, const CallExpr *Blocking,
                        ArrayRef<const DeclRefExpr *> Task) {
  const Expr *Subject = subjectOf(Blocking);
  const VarDecl *Root = Subject ? rootVariable(Subject) : nullptr;
  return (Root && Root->isLocalVarDecl() &&
          !Root->getType()->isReferenceType()) ||
         any_of(Task, [&](const DeclRefExpr *Use) {
           return Body.isWithin(Use, Blocking);
         });
}

bool Bridges::isVisiblyBridge(const Function &Body) {
  const FunctionDecl *Decl = Body.decl();
  const auto *Method = dyn_cast<CXXMethodDecl>(Decl);
  if (Method && Method->isVirtual())
    return false;
  // A task's own method has nothing else to wait for.
  if (Method && Method->isInstance() &&
      M.types().find(M.context().getCanonicalTagType(Method->getParent())))
    return !M.blocking().within(Decl).empty();
  for (const ParmVarDecl *Parameter : Decl->parameters()) {
    if (!M.types().find(Parameter->getType().getNonReferenceType()))
      continue;
    ArrayRef<const DeclRefExpr *> Uses = Body.uses(Parameter);
    // Handed on to another bridge.
    for (const DeclRefExpr *Use : Uses) {
      CustodyFact Fact = custodyOfUse(M, Body, Use);
      const auto *Taker = dyn_cast_or_null<CallExpr>(Fact.Where);
      if (Fact.Kind == Custody::AwaitedInPlace && Taker &&
          isBridge(Taker->getDirectCallee()))
        return true;
    }
    // Started, and then waited for.
    for (const CallExpr *Call : Body.calls())
      if (any_of(Uses,
                 [&](const DeclRefExpr *Use) {
                   return Use->getBeginLoc() < Call->getEndLoc();
                 }) &&
          !M.blocking().chainFrom(Body, Call).empty() &&
          waitsForOwn(Body, Call, Uses))
        return true;
  }
  return false;
}

/// Never gives its thread away: at the end of its first run it is done.
bool Bridges::runsThrough(const FunctionDecl *Coroutine) {
  const Function *Body = M.function(Coroutine);
  if (!Body || !Body->coroutine())
    return false;
  auto [Slot, IsNew] = Through.try_emplace(Body->decl(), true);
  if (!IsNew)
    return Slot->second;
  // Not the vector: further questions may move that.
  ArrayRef<Task> Made = M.tasks(*Body);
  bool Answer = all_of(Body->suspensions(), [&](const Expr *Point) {
    if (!maySuspend(Point))
      return true;
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    return Await && any_of(Made, [&](const Task &Inner) {
             return Inner.Held.Where == Await && !Inner.Held.Within &&
                    runsThrough(Inner);
           });
  });
  return Through[Body->decl()] = Answer;
}

bool Bridges::runsThrough(const Task &Made) {
  return Made.From == Origin::Call && Made.Callee && runsThrough(Made.Callee);
}

/// Nothing but the bridge can have run it since it was made.
static bool isUntouchedUntil(const Function &F, const Task &Made,
                             const CallExpr *Bridge) {
  if (Made.Held.Kind == Custody::AwaitedInPlace)
    return Made.Held.Where == Bridge;
  if (Made.Held.Kind != Custody::Joined || Made.From != Origin::Call ||
      Made.Held.Joins.size() != 1 || Made.Held.Joins.front() != Bridge ||
      !Made.Held.Escapes.empty() ||
      count_if(F.uses(Made.Held.Holder), [&](const DeclRefExpr *Use) {
        return !isNeutralUse(F, Use);
      }) != 1)
    return false;
  // What has started may be done after another await.
  return Made.isLazy() || none_of(F.suspensions(), maySuspend);
}

/// `when_all(f(), g())` waits as its tasks do.
static bool isMadeOfOthers(Model &M, const Task &Made) {
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  return Call && Call->getDirectCallee() &&
         M.words().plays(Call->getDirectCallee(), Role::Combinator);
}

/// `blockingWait(f(), &executor)`, `context.run(f())`: on a loop of its own.
static bool hasOwnLoop(Model &M, const CallExpr *Bridge) {
  SmallVector<const Expr *, 4> Given(Bridge->arguments());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Bridge))
    Given.push_back(Member->getImplicitObjectArgument());
  return any_of(Given, [&](const Expr *E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(E);
        Address && Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr();
    else if (!E->isLValue())
      return false;
    const VarDecl *Root = rootVariable(E);
    return Root && Root->isLocalVarDecl() &&
           !Root->getType()->isReferenceType() && recordOf(Root->getType()) &&
           !M.types().find(Root->getType());
  });
}

const Task *Bridges::waitedFor(const Function &F, const CallExpr *Call) {
  if (F.isDependent() || !isBridge(Call->getDirectCallee()) ||
      hasOwnLoop(M, Call))
    return nullptr;
  const Task *Combined = nullptr;
  bool HasOthers = false;
  for (const Task &Made : M.tasks(F)) {
    if (Made.Held.Where != Call && !is_contained(Made.Held.Joins, Call))
      continue;
    if (isMadeOfOthers(M, Made)) {
      Combined = &Made;
      continue;
    }
    HasOthers = true;
    if (Made.From != Origin::Awaiter && Made.From != Origin::Closure &&
        isUntouchedUntil(F, Made, Call) && !runsThrough(Made))
      return &Made;
  }
  return HasOthers || !Combined || !isUntouchedUntil(F, *Combined, Call)
             ? nullptr
             : Combined;
}

bool Bridges::runsOwnLoop(const Function &F, const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
  const VarDecl *Loop = Object ? rootVariable(Object) : nullptr;
  if (!Loop || !M.words().plays(Call->getDirectCallee(), Role::Bridge) ||
      M.types().find(Loop->getType()))
    return false;
  auto StartsOnLoop = [&](const Function &In) {
    return any_of(M.tasks(In), [&](const Task &Made) {
      return Made.Callee == F.decl() && Made.Held.Spawn &&
             any_of(In.uses(Loop), [&](const DeclRefExpr *Use) {
               return In.isWithin(Use, Made.Held.Spawn) &&
                      !In.isWithin(Use, Made.Making);
             });
    });
  };
  return (F.lambda() && F.outer() && StartsOnLoop(*F.outer())) ||
         any_of(M.callsOf(F.decl()),
                [&](const CallSite &Site) { return StartsOnLoop(*Site.In); });
}

} // namespace corolint::model
