// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Waits.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// A loop that waits for all of them waits, even if it turns out to be empty.
static const Stmt *wholeLoop(const Function &F, const Stmt *Wait,
                             const Expr *Making) {
  const Stmt *Outermost = Wait;
  for (const Stmt *Loop = F.loopAround(Wait); Loop; Loop = F.loopAround(Loop))
    if (!F.isWithin(Making, Loop))
      Outermost = Loop;
  return Outermost;
}

/// `pool.wait()`: outside of coroutines a method whose body is elsewhere may
/// wait for whatever its object runs.
static bool mayBlockUnseen(const Function &F, const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  return !F.coroutine() && Method && !Method->isConst() && !Method->hasBody() &&
         !Method->isInStdNamespace();
}

/// Runs a loop, or waits for tasks.
static bool waits(Model &M, const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && (M.words().plays(Callee, Role::Bridge) ||
                    M.words().plays(Callee, Role::Join));
}

/// `while (latch.load())` with \p Condition around the latch: it turns until
/// somebody else changes that.
static bool isPolled(const Function &F, const Expr *Use,
                     const Stmt *Condition) {
  if (!recordOf(Use->getType())) // an atomic; a plain number is a counter
    return false;
  const Stmt *Loop = F.parent(Condition);
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getCond() == Condition;
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Do->getCond() == Condition;
  const auto *For = dyn_cast<ForStmt>(Loop);
  return For && For->getCond() == Condition;
}

/// The co_await, blocking call or polling condition around \p Use, on the
/// object it names.
static const Stmt *waitOn(Model &M, const Function &F, const Expr *Use,
                          const Expr *Making) {
  const Stmt *S = Use;
  while (const Stmt *Around = F.parent(S)) {
    if (isa<CoawaitExpr>(Around))
      return Around;
    if (const auto *Call = dyn_cast<CallExpr>(Around)) {
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      // Only as the object: an argument is looked at, not waited on.
      if (!Member || !F.isWithin(Use, Member->getCallee()))
        return nullptr;
      if (!M.blocking().chainFrom(F, Call).empty() || mayBlockUnseen(F, Member))
        return Call;
    } else if (!isa<Expr>(Around)) {
      return isPolled(F, Use, S) && !F.isWithin(Making, Around) ? S : nullptr;
    }
    S = Around;
  }
  return nullptr;
}

/// What is started can say that it is done through an event, a latch or a
/// channel that it shares with us: `co_await done.wait();`.
static void addSignals(Model &M, const Function &F, const Expr *Making,
                       const LambdaExpr *Closure, WaitPlaces &Found) {
  auto AddWaits = [&](auto Uses) {
    for (const Expr *Use : Uses)
      if (!F.isWithin(Use, Making))
        if (const Stmt *Wait = waitOn(M, F, Use, Making))
          Found.push_back(Wait);
  };
  for (const ValueDecl *Shared : F.variablesIn(Making))
    AddWaits(F.uses(Shared));
  if (any_of(F.usesOfThis(),
             [&](auto *Use) { return F.isWithin(Use, Making); }))
    AddWaits(F.usesOfThis());
  if (!Closure)
    return;
  for (const LambdaCapture &Capture : Closure->captures()) {
    if (Capture.capturesVariable())
      AddWaits(F.uses(Capture.getCapturedVar()));
    else if (Capture.capturesThis())
      AddWaits(F.usesOfThis());
  }
}

/// `loop.run()` after `loop.spawn(…)`: what runs the task may run it to its
/// end.
static void addRunsOfTheLoop(Model &M, const Function &F, const CallExpr *Spawn,
                             WaitPlaces &Found) {
  SmallVector<const Expr *, 4> Candidates(Spawn->arguments());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Spawn))
    Candidates.push_back(Member->getImplicitObjectArgument());
  for (const Expr *Candidate : Candidates) {
    const VarDecl *Executor = rootVariable(Candidate);
    if (!Executor)
      continue;
    for (const DeclRefExpr *Use : F.uses(Executor)) {
      const auto *Member = dyn_cast_or_null<MemberExpr>(F.parent(Use));
      const auto *Call =
          Member ? dyn_cast_or_null<CXXMemberCallExpr>(F.parent(Member))
                 : nullptr;
      const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
      // Of a home-made executor nobody knows what its methods do.
      if (Method && Call != Spawn &&
          (waits(M, Call) || !M.words().originOf(Method)))
        Found.push_back(Call);
    }
  }
}

WaitPlaces signalsFor(Model &M, const Function &F, const Task &Made) {
  WaitPlaces Found;
  // What stands beside the task in the spawn may hear of its end as well.
  const CallExpr *Spawn = Made.Held.Spawn;
  addSignals(M, F, Spawn ? Spawn : Made.Making, Made.Closure, Found);
  if (Spawn)
    addRunsOfTheLoop(M, F, Spawn, Found);
  // Outside of coroutines, whoever blocks or runs a loop after it may do so to
  // wait for it.
  if (!F.coroutine())
    for (const CallExpr *Call : F.calls())
      if (!F.isWithin(Call, Made.Making) && !F.isWithin(Made.Making, Call) &&
          (waits(M, Call) || !M.blocking().chainFrom(F, Call).empty()))
        Found.push_back(Call);
  for (const Stmt *&Wait : Found)
    Wait = wholeLoop(F, Wait, Made.Making);
  return Found;
}

WaitPlaces waitsFor(Model &M, const Function &F, const Task &Made) {
  WaitPlaces Found = signalsFor(M, F, Made);
  for (const Stmt *Join : Made.Held.Joins)
    Found.push_back(wholeLoop(F, Join, Made.Making));
  for (const Stmt *Escape : Made.Held.Escapes)
    Found.push_back(wholeLoop(F, Escape, Made.Making));
  return Found;
}

WaitPlaces waitsFor(Model &M, const Function &F, const CallExpr *Call) {
  WaitPlaces Found;
  addSignals(M, F, Call, nullptr, Found);
  for (const CallExpr *Other : F.calls()) {
    // Outside of coroutines, any call may run the loop.
    bool MayWait =
        !F.coroutine() || !Other->getDirectCallee() || waits(M, Other);
    if (MayWait && !F.isWithin(Other, Call) && !F.isWithin(Call, Other))
      Found.push_back(Other);
  }
  for (const Stmt *&Wait : Found)
    Wait = wholeLoop(F, Wait, Call);
  return Found;
}

} // namespace corolint::model
