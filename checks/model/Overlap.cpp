// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   the coroutine ─▶ its starts: calls, spawned closures; through coroutines
//        │           that await it on an object of theirs, further out
//        └─▶ two starts in one function, on the same object, of which the first
//            is not over when the second one runs

#include "Overlap.h"
#include "Model.h"
#include "Waits.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
/// Where a function starts \p Of, and what it calls the shared thing.
struct Run {
  const Function *In;
  const Expr *Making;
  const Function *Of;
  Place Shared;
  std::optional<Task> Made; ///< none if it is an ordinary call
};
} // namespace

static const Task *taskMadeBy(Model &M, const Function &F, const Expr *Making) {
  for (const Task &Made : M.tasks(F))
    if (Made.Making == Making)
      return &Made;
  return nullptr;
}

/// Copies of a pointer lead to the same object.
static const Expr *withoutCopies(const Expr *E) {
  while (true) {
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(E);
        Copy && Copy->getNumArgs() == 1 &&
        Copy->getConstructor()->isCopyConstructor())
      E = Copy->getArg(0);
    else if (const auto *Address = dyn_cast<UnaryOperator>(E);
             Address && Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr();
    else
      return E;
  }
}

/// What \p Of knows as \p Root, in the terms of \p In that calls it.
static Place objectAt(const Function &In, const CallExpr *Call,
                      const Function &Of, const ValueDecl *Root) {
  const auto *Variable = dyn_cast_or_null<VarDecl>(Root);
  bool IsFixed = Variable && Variable->hasGlobalStorage();
  bool IsCaptured =
      Of.lambda() && !(Variable && Variable->getDeclContext() == Of.decl());
  if (IsFixed || (IsCaptured && Of.outer() == &In)) {
    Place Same;
    Same.Names.push_back(Root);
    return Same;
  }
  if (IsCaptured || !Call)
    return {};
  if (!Root) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
    return Object ? placeOf(withoutCopies(Object)) : Place();
  }
  const auto *Parameter = dyn_cast<ParmVarDecl>(Root);
  if (!Parameter)
    return {};
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Of.decl());
  unsigned Index =
      Parameter->getFunctionScopeIndex() +
      (isa<CXXOperatorCallExpr>(Call) && Method && !Method->isStatic());
  return Index < Call->getNumArgs()
             ? placeOf(withoutCopies(Call->getArg(Index)))
             : Place();
}

/// What \p Of knows as \p Shared, in the terms of \p In that calls it.
static Place placeAt(const Function &In, const CallExpr *Call,
                     const Function &Of, const Place &Shared) {
  Place Found = objectAt(In, Call, Of, Shared.root());
  if (Found.isKnown())
    Found.Names.insert(Found.Names.begin(), Shared.Names.begin(),
                       std::prev(Shared.Names.end()));
  Found.IsThroughPointer |= Shared.IsThroughPointer;
  return Found;
}

static void addRuns(Model &M, const Function &Of, const Place &Shared,
                    SmallVectorImpl<Run> &Found) {
  auto Add = [&](const Function &In, const Expr *Making) {
    Place Here = placeAt(In, dyn_cast<CallExpr>(Making), Of, Shared);
    const Task *Made = taskMadeBy(M, In, Making);
    if (Here.isKnown() && Made && !M.exclusion(In).mayExcludeOthers(Making))
      Found.push_back({&In, Making, &Of, std::move(Here), *Made});
  };
  for (const CallSite &Site : M.callsOf(Of.decl()))
    Add(*Site.In, Site.Call);
  if (Of.lambda() && Of.outer())
    for (const Task &Made : M.tasks(*Of.outer()))
      if (Made.From == Origin::Closure && Made.Closure == Of.lambda() &&
          !M.isGivenToSink(Made))
        Add(*Of.outer(), Made.Making);
}

static bool isCombinator(Model &M, const Stmt *S) {
  const auto *Call = dyn_cast_or_null<CallExpr>(S);
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Call))
    return Operator->getOperator() == OO_AmpAmp ||
           Operator->getOperator() == OO_PipePipe;
  return Call && Call->getDirectCallee() &&
         M.words().plays(Call->getDirectCallee(), Role::Combinator);
}

/// `gather(f(), g())`
static bool areCombined(Model &M, const Run &A, const Run &B) {
  if (A.Making == B.Making || !A.Made || !B.Made ||
      A.Made->Held.Kind != B.Made->Held.Kind ||
      A.Made->Held.Where != B.Made->Held.Where ||
      (A.Made->Held.Kind != Custody::AwaitedInPlace &&
       A.Made->Held.Kind != Custody::Spawned))
    return false;
  for (const Stmt *S = A.Making; S; S = A.In->parent(S))
    if (A.In->isWithin(B.Making, S))
      return isCombinator(M, S);
  return false;
}

/// Both, or one again and again, go into one container, which is gathered.
static bool areGathered(Model &M, const Run &A, const Run &B) {
  if (!A.Made || !B.Made || A.Made->Held.Kind != Custody::Joined ||
      A.Made->Held.Holder != B.Made->Held.Holder || !A.Made->Held.Filled ||
      fillsOneSlot(A.Made->Held.Filled) ||
      !M.flow(*A.In).reaches(A.Making, {B.Making}, A.Made->Held.Joins, {}))
    return false;
  for (const DeclRefExpr *Use : A.In->uses(A.Made->Held.Holder))
    for (const Stmt *S = Use; isa_and_nonnull<Expr>(S); S = A.In->parent(S))
      if (isCombinator(M, S))
        return true;
  return false;
}

/// Does \p Of's own body touch what \p Wait, a `co_await member.wait()`, waits
/// on? Nobody hears of its end from an acceptor it does not know.
static bool maySignal(const Function &In, const Function &Of,
                      const Stmt *Wait) {
  if (!isa<CoawaitExpr>(Wait))
    return true;
  bool IsOfThis = false;
  for (const Expr *This : In.usesOfThis()) {
    if (!In.isWithin(This, Wait))
      continue;
    IsOfThis = true;
    const auto *Waited = dyn_cast_or_null<MemberExpr>(In.parent(This));
    if (!Waited || any_of(Of.usesOfThis(), [&](const Expr *Other) {
          const auto *Member = dyn_cast_or_null<MemberExpr>(Of.parent(Other));
          return Member && Member->getMemberDecl() == Waited->getMemberDecl();
        }))
      return true;
  }
  return !IsOfThis;
}

/// The task runs on when what starts it goes on. One whose handle is kept
/// elsewhere may be waited for there.
static bool runsOn(const Task &Made) {
  auto IsInReach = [](Custody Of) {
    return Of == Custody::Kept || Of == Custody::Joined;
  };
  const CustodyFact &Held = Made.Held;
  if (Held.Kind == Custody::Spawned)
    return Held.OfHandle == Custody::Discarded || IsInReach(Held.OfHandle);
  return Made.isEager() &&
         (IsInReach(Held.Kind) || (Held.Kind == Custody::Discarded &&
                                   Made.Type->WhenDropped == Drop::Detaches));
}

static bool isWithinLoopOf(const Function &F, const ValueDecl *Root,
                           const Stmt *S) {
  const Stmt *Loop = F.loopAround(S);
  return Loop && Root &&
         SourceRange(Loop->getBeginLoc(), Loop->getEndLoc())
             .fullyContains(SourceRange(Root->getLocation()));
}

/// Something on the way to \p Object is given another value.
static bool isReseated(Model &M, const Function &F, const Place &Object) {
  return any_of(M.accesses(F), [&](const Access &Of) {
    return Of.writes() && Object.isWithin(Of.Of) && !(Of.Of == Object);
  });
}

/// Where \p A's starter may learn of its end.
static WaitPlaces endsOf(Model &M, const Run &A) {
  WaitPlaces Ends;
  for (const Stmt *Wait : waitsFor(M, *A.In, *A.Made))
    if (maySignal(*A.In, *A.Of, Wait))
      Ends.push_back(Wait);
  // A global event says it to everybody.
  for (const Expr *Point : A.In->suspensions())
    if (any_of(A.In->variablesIn(Point), [&](const ValueDecl *Known) {
          const auto *Variable = dyn_cast<VarDecl>(Known);
          return Variable && Variable->hasGlobalStorage() &&
                 !A.Of->uses(Variable).empty();
        }))
      Ends.push_back(Point);
  return Ends;
}

/// \p A runs on when \p B is started.
static bool overlaps(Model &M, const Run &A, const Run &B) {
  if (!A.Made || !runsOn(*A.Made))
    return false;
  if (B.Made && !runsOn(*B.Made) &&
      B.Made->Held.Kind != Custody::AwaitedInPlace)
    return false; // a lazy one, which somebody runs some time
  WaitPlaces Ends = endsOf(M, A);
  // An ordinary call does nothing to a task that has not been run yet.
  return B.Made ? M.flow(*A.In).reaches(A.Making, {B.Making}, Ends, {})
                : M.flow(*A.In)
                      .crossing(A.Making, {B.Making}, Ends, {})
                      .has_value();
}

static bool mayMeet(Model &M, const Run &A, const Run &B) {
  if (A.In != B.In || !(A.Shared == B.Shared) || isReseated(M, *A.In, A.Shared))
    return false;
  if (A.Making == B.Making && isWithinLoopOf(*A.In, A.Shared.root(), A.Making))
    return false; // another object in each turn
  return (areCombined(M, A, B) || areGathered(M, A, B) || overlaps(M, A, B));
}

/// Both set it to the same: `open = false;`.
static bool writeTheSame(Model &M, const Access &A, const Access &B) {
  const Expr *Of = valueWritten(A), *Than = valueWritten(B);
  if (A.How != Touch::Write || B.How != Touch::Write || !Of || !Than)
    return false;
  FoldingSetNodeID First, Second;
  Of->IgnoreParenImpCasts()->Profile(First, M.context(), true);
  Than->IgnoreParenImpCasts()->Profile(Second, M.context(), true);
  return First == Second;
}

/// Calls and closures in \p Of's function that disturb the shared thing.
static SmallVector<Run, 2> rivalsOf(Model &M, const Run &Of, Disturbs Does) {
  SmallVector<Run, 2> Found;
  auto Add = [&](const Expr *Making, const Function *Body, const Task *Made) {
    if (!Body || Body == Of.Of || (!Made && Body->coroutine()))
      return;
    const auto *Call = dyn_cast<CallExpr>(Making);
    if (Does(*Body, [&](const Place &There) {
          return There.isKnown() &&
                 placeAt(*Of.In, Call, *Body, There) == Of.Shared;
        }))
      Found.push_back({Of.In, Making, Body, Of.Shared,
                       Made ? std::optional(*Made) : std::nullopt});
  };
  for (const CallExpr *Call : Of.In->calls())
    Add(Call, M.function(Call->getDirectCallee()), taskMadeBy(M, *Of.In, Call));
  for (const Task &Made : M.tasks(*Of.In))
    if (Made.From == Origin::Closure && Made.Closure)
      Add(Made.Making, M.function(Made.Closure->getCallOperator()), &Made);
  return Found;
}

/// The way on, if that is what awaits it, on an object from outside.
static bool leadsOut(const Run &Of) {
  return Of.Made && Of.In->decl() &&
         (Of.Made->Held.Kind == Custody::AwaitedInPlace ||
          Of.Made->Held.Kind == Custody::Returned) &&
         isShared(*Of.In, Of.Shared);
}

/// The starts of \p F, and of what awaits it on an object from outside.
static SmallVector<Run, 8> runsOf(Model &M, const Function &F,
                                  const Place &Shared) {
  constexpr unsigned FarEnough = 3, ManyEnough = 64;
  SmallVector<Run, 8> Runs;
  addRuns(M, F, Shared, Runs);
  unsigned Next = 0;
  for (unsigned Step = 0; Step < FarEnough; ++Step)
    for (unsigned End = Runs.size(); Next < End; ++Next) {
      const Run Of = Runs[Next];
      if (leadsOut(Of) && Runs.size() < ManyEnough)
        addRuns(M, *Of.In, Of.Shared, Runs);
    }
  return Runs;
}

static std::optional<Overlap> rivalAmong(Model &M, ArrayRef<Run> Runs,
                                         Disturbs Does) {
  for (const Run &First : Runs)
    for (const Run &Second : rivalsOf(M, First, Does))
      if (mayMeet(M, First, Second) || mayMeet(M, Second, First))
        return Overlap{First.Making, Second.Making};
  return std::nullopt;
}

std::optional<Overlap> rivalOn(Model &M, const Function &F, const Place &Shared,
                               Disturbs Does) {
  return rivalAmong(M, runsOf(M, F, Shared), Does);
}

std::optional<Overlap> overlapOn(Model &M, const Function &F,
                                 const Access &Write) {
  SmallVector<Run, 8> Runs = runsOf(M, F, Write.Of);
  for (const Run &First : Runs)
    for (const Run &Second : Runs)
      if (mayMeet(M, First, Second))
        return Overlap{First.Making, Second.Making};
  return rivalAmong(M, Runs, [&](const Function &Body, auto IsIt) {
    return any_of(M.accesses(Body), [&](const Access &Other) {
      return Other.writes() && IsIt(Other.Of) && !writeTheSame(M, Write, Other);
    });
  });
}

} // namespace corolint::model
