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

namespace {

/// Where the enclosing function may wait for one task, besides awaiting it.
class Waits {
public:
  Waits(Model &M, const Function &F, const Task &Made)
      : M(M), F(F), Made(Made) {}

  SmallVector<const Stmt *, 8> all() {
    append_range(Found, Made.Held.Joins);
    append_range(Found, Made.Held.Escapes);
    addSignals();
    addRunsOfTheLoop();
    for (const Stmt *&Wait : Found)
      Wait = wholeLoop(Wait);
    return std::move(Found);
  }

private:
  /// A loop that waits for all of them waits, even if it turns out to be empty.
  const Stmt *wholeLoop(const Stmt *Wait) const {
    const Stmt *Outermost = Wait;
    for (const Stmt *Loop = F.loopAround(Wait); Loop; Loop = F.loopAround(Loop))
      if (!F.isWithin(Made.Making, Loop))
        Outermost = Loop;
    return Outermost;
  }
  void addSignals();
  void addRunsOfTheLoop();
  /// The co_await or blocking call around \p Use, on the object it names.
  const Stmt *waitOn(const Expr *Use) const;

  Model &M;
  const Function &F;
  const Task &Made;
  SmallVector<const Stmt *, 8> Found;
};

} // namespace

const Stmt *Waits::waitOn(const Expr *Use) const {
  const Stmt *S = Use;
  while (const Stmt *Around = F.parent(S)) {
    if (isa<CoawaitExpr>(Around))
      return Around;
    if (const auto *Call = dyn_cast<CallExpr>(Around)) {
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      // Only as the object: an argument is looked at, not waited on.
      if (!Member || !F.isWithin(Use, Member->getCallee()))
        return nullptr;
      if (!M.blocking().chainFrom(F, Call).empty())
        return Call;
    } else if (!isa<Expr>(Around)) {
      return nullptr;
    }
    S = Around;
  }
  return nullptr;
}

/// The task can say that it is done through an event, a latch or a channel that
/// it shares with us: `co_await done.wait();`.
void Waits::addSignals() {
  if (!Made.Closure)
    return;
  for (const LambdaCapture &Capture : Made.Closure->captures()) {
    if (Capture.capturesVariable()) {
      for (const DeclRefExpr *Use : F.uses(Capture.getCapturedVar()))
        if (const Stmt *Wait = waitOn(Use))
          Found.push_back(Wait);
    } else if (Capture.capturesThis()) {
      for (const Expr *Use : F.usesOfThis())
        if (const Stmt *Wait = waitOn(Use))
          Found.push_back(Wait);
    }
  }
}

/// `loop.run()` after `loop.spawn(…)`: what runs the task may run it to its
/// end.
void Waits::addRunsOfTheLoop() {
  const CallExpr *Spawn = Made.Held.Spawn;
  if (!Spawn)
    return;
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
          (M.words().plays(Method, Role::Bridge) ||
           M.words().plays(Method, Role::Join) || !M.words().libraryOf(Method)))
        Found.push_back(Call);
    }
  }
}

static const VarDecl *asVariable(const ValueDecl *Value) {
  if (const auto *Binding = dyn_cast<BindingDecl>(Value))
    return dyn_cast<VarDecl>(Binding->getDecomposedDecl());
  return dyn_cast<VarDecl>(Value);
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
  auto Barriers = Waits(M, F, Made).all();
  if (Made.Held.Kind == Custody::Spawned || Final == Custody::Returned ||
      (!Made.isLazy() && whenDropped(Made) == Drop::Detaches))
    return M.flow(F).reachesEndOf(Variable, Made.Making, Barriers);
  // Nothing runs the body but an await, or, once it is started, whoever resumes
  // it while we are suspended; dropped before that, it is over.
  SmallVector<const Stmt *, 8> Runs(Barriers);
  if (!Made.isLazy())
    append_range(Runs, F.suspensions());
  return M.flow(F).reachesEndOf(Variable, Made.Making, Barriers,
                                Flow::Statements(Runs));
}

SmallVector<Dangling, 2> danglingIn(Model &M, const Function &F,
                                    const Task &Made) {
  SmallVector<Dangling, 2> Found;
  for (const Borrow &What : borrowsOf(M, F, Made))
    if (const Expr *Use = lateUse(M, Made, What))
      if (outlives(M, F, Made, What))
        Found.push_back({What, Use});
  return Found;
}

} // namespace corolint::model
