// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   the expression that makes the task
//        └─▶ climb: what is around it, until somebody takes it
//                 ├─▶ co_await, return, spawn, discard …
//                 └─▶ a local ─▶ the uses of that local, each climbed likewise

#include "Custody.h"
#include "Model.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

StringRef nameOf(Custody C) {
  switch (C) {
  case Custody::Unknown:
    return "unknown";
  case Custody::AwaitedInPlace:
    return "awaited in place";
  case Custody::Joined:
    return "joined";
  case Custody::Kept:
    return "kept";
  case Custody::Returned:
    return "returned";
  case Custody::Stored:
    return "stored";
  case Custody::Tested:
    return "tested";
  case Custody::Spawned:
    return "spawned";
  case Custody::Discarded:
    return "discarded";
  }
  llvm_unreachable("all cases returned");
}

/// `if (task)` where that asks whether there is a coroutine, and runs nothing.
static bool isTestOfItself(const CXXMethodDecl *Method) {
  return isa<CXXConversionDecl>(Method) &&
         Method->getReturnType()->isBooleanType() && !runsSomething(Method);
}

namespace {

/// Climbs from an expression to whoever takes its value.
class Climb {
public:
  Climb(Model &M, const Function &F, unsigned Moves = 0)
      : M(M), F(F), Moves(Moves) {}

  CustodyFact fromMaking(const Expr *Making) { return from(Making); }

  /// What one use of a local does with the task in it.
  CustodyFact fromUse(const DeclRefExpr *Use) {
    IsUse = true;
    return from(Use);
  }

private:
  CustodyFact from(const Expr *E);
  CustodyFact intoCall(const CallExpr *Call, const Expr *E);
  CustodyFact intoMemberCall(const CXXMemberCallExpr *Call);
  CustodyFact intoVariable(const VarDecl *Variable, const Stmt *Where);
  CustodyFact intoAssignment(const Expr *Target, const Stmt *Where);
  CustodyFact throughAdaptor(const Expr *Result);
  CustodyFact spawnedBy(const CallExpr *Spawn);
  CustodyFact consumedBy(const CXXForRangeStmt *Range);
  CustodyFact construction(const CXXConstructExpr *Construct, const Expr *E);
  CustodyFact discarded(const Stmt *Where) const {
    // A bare `tasks.size();` drops nothing.
    return IsUse ? CustodyFact{} : fact(Custody::Discarded, Where);
  }
  static CustodyFact fact(Custody Kind, const Stmt *Where) {
    CustodyFact Fact;
    Fact.Kind = Kind;
    Fact.Where = Where;
    return Fact;
  }

  Model &M;
  const Function &F;
  unsigned Moves; ///< how often the task was moved from local to local
  bool IsUse = false;
};

/// More moves than anybody writes; also the end of `a = b; b = a`.
constexpr unsigned MaxMoves = 4;

} // namespace

CustodyFact Climb::from(const Expr *E) {
  const Stmt *Parent = F.parent(E);
  if (const VarDecl *Variable = F.initialised(E))
    return intoVariable(Variable, Parent);
  if (!Parent)
    return E == F.body() || F.decl() ? fact(Custody::Stored, E) : CustodyFact{};

  if (isa<ParenExpr, ImplicitCastExpr, MaterializeTemporaryExpr,
          CXXBindTemporaryExpr, ExprWithCleanups, ConstantExpr, InitListExpr,
          CXXStdInitializerListExpr>(Parent))
    return from(cast<Expr>(Parent));
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Parent))
    return Cast->getType()->isVoidType() ? discarded(Parent) : from(Cast);
  if (isa<CoawaitExpr, DependentCoawaitExpr>(Parent))
    return fact(Custody::AwaitedInPlace, Parent);
  if (isa<ReturnStmt, CoreturnStmt>(Parent))
    return fact(Custody::Returned, Parent);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Parent))
    return construction(Construct, E);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Parent))
    return E == Choice->getCond() ? CustodyFact{} : from(Choice);
  if (const auto *Operator = dyn_cast<BinaryOperator>(Parent)) {
    if (Operator->getOpcode() == BO_Comma)
      return E == Operator->getLHS() ? discarded(Parent) : from(Operator);
    return CustodyFact{};
  }
  if (const auto *Member = dyn_cast<MemberExpr>(Parent)) {
    // `place.kept`: the part stands for the holder.
    if (IsUse && isa<FieldDecl>(Member->getMemberDecl()) && !Member->isArrow())
      return from(Member);
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(F.parent(Member));
    return Call ? intoMemberCall(Call) : CustodyFact{};
  }
  if (const auto *Index = dyn_cast<ArraySubscriptExpr>(Parent))
    return IsUse && E->getType()->isPointerType() ? from(Index) : CustodyFact{};
  if (const auto *Call = dyn_cast<CallExpr>(Parent))
    return intoCall(Call, E);
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Parent)) {
    if (!IsUse)
      return consumedBy(Range);
    if (!E->isGLValue())
      return fact(Custody::AwaitedInPlace, Parent);
    const VarDecl *Each = Range->getLoopVariable();
    for (const DeclRefExpr *Use : F.uses(Each))
      if (Climb(M, F).fromUse(Use).Kind == Custody::AwaitedInPlace)
        return fact(Custody::AwaitedInPlace, Parent);
    return CustodyFact{};
  }
  if (isa_and_nonnull<StmtExpr>(F.parent(Parent)))
    return CustodyFact{};
  if (isa<CompoundStmt, LabelStmt, SwitchCase, AttributedStmt>(Parent))
    return discarded(Parent);
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return E == If->getCond() ? CustodyFact{} : discarded(Parent);
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return E == For->getCond() ? CustodyFact{} : discarded(Parent);
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return E == While->getCond() ? CustodyFact{} : discarded(Parent);
  if (const auto *Do = dyn_cast<DoStmt>(Parent))
    return E == Do->getCond() ? CustodyFact{} : discarded(Parent);
  return CustodyFact{};
}

/// A generator in `for (x : f(…))` lives as long as the loop. What else the
/// range expression makes does so only since C++23.
CustodyFact Climb::consumedBy(const CXXForRangeStmt *Range) {
  if (M.context().getLangOpts().CPlusPlus23)
    return fact(Custody::AwaitedInPlace, Range);
  CustodyFact Fact = fact(Custody::Joined, Range);
  Fact.Joins.push_back(Range);
  return Fact;
}

CustodyFact Climb::construction(const CXXConstructExpr *Construct,
                                const Expr *E) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (Constructor->isCopyOrMoveConstructor())
    return from(Construct);
  // A braced list that fills a container: the container keeps the tasks. So do
  // an optional, a pair and their like.
  if (isa<CXXStdInitializerListExpr>(E) ||
      holdsValues(Constructor->getParent()))
    return from(Construct);
  return CustodyFact{};
}

/// Some call took the task and made another awaitable of it: with_timeout(t),
/// t.via(x). That is as good as the task where the end of the result is the end
/// of the task; where it is kept or dropped, the adaptor may have acted
/// already.
CustodyFact Climb::throughAdaptor(const Expr *Result) {
  CustodyFact Fact = from(Result);
  switch (Fact.Kind) {
  case Custody::AwaitedInPlace:
  case Custody::Returned:
  case Custody::Spawned:
    return Fact;
  default:
    return CustodyFact{};
  }
}

CustodyFact Climb::spawnedBy(const CallExpr *Spawn) {
  CustodyFact Fact = fact(Custody::Spawned, Spawn);
  Fact.Spawn = Spawn;
  if (Spawn->getType()->isVoidType()) {
    Fact.OfHandle = Custody::Discarded;
    return Fact;
  }
  CustodyFact Handle = Climb(M, F).fromMaking(Spawn);
  Fact.OfHandle = Handle.Kind;
  Fact.IsDetached = Handle.IsDetached;
  Fact.Holder = Handle.Holder;
  Fact.Filled = Handle.Filled;
  Fact.Joins = std::move(Handle.Joins);
  Fact.Escapes = std::move(Handle.Escapes);
  if (Handle.Kind == Custody::AwaitedInPlace)
    Fact.Where = Handle.Where;
  return Fact;
}

CustodyFact Climb::intoCall(const CallExpr *Call, const Expr *E) {
  const Vocabulary &Words = M.words();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (Operator && Operator->isAssignmentOp())
    return E == Call->getArg(0) ? CustodyFact{}
                                : intoAssignment(Call->getArg(0), Call);
  if (Operator && Operator->getOperator() == OO_Comma)
    return CustodyFact{};
  // `tasks[i]`, `*task`: the element stands for the holder.
  if (Operator && IsUse && E == Call->getArg(0) &&
      (Operator->getOperator() == OO_Subscript ||
       Operator->getOperator() == OO_Star))
    return from(Call);
  // `a && b` on tasks makes one awaitable of both.
  if (Operator && Operator->isInfixBinaryOp())
    return throughAdaptor(Call);

  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return CustodyFact{};
  if (Call->isCallToStdMove() ||
      (Callee->isInStdNamespace() && Callee->getIdentifier() &&
       Callee->getName() == "forward"))
    return from(Call);
  if (makesHolder(Callee))
    return from(Call);
  if (Words.plays(Callee, Role::Bridge) || M.bridges().isBridge(Callee))
    return fact(Custody::AwaitedInPlace, Call);
  if (Words.plays(Callee, Role::Combinator)) {
    CustodyFact Fact = from(Call);
    Fact.Within = Call;
    return Fact;
  }
  if (M.isSpawn(Callee))
    return spawnedBy(Call);
  if (Words.plays(Callee, Role::ContinuationSink)) {
    // Whatever becomes of the call's result, nobody holds the closure.
    CustodyFact Fact = fact(Custody::Spawned, Call);
    Fact.Spawn = Call;
    Fact.OfHandle = Custody::Discarded;
    return Fact;
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      Member && putsIn(Member))
    return intoAssignment(Member->getImplicitObjectArgument(), Call);
  if (M.makesTask(Call))
    return throughAdaptor(Call);
  return CustodyFact{};
}

CustodyFact Climb::intoMemberCall(const CXXMemberCallExpr *Call) {
  const Vocabulary &Words = M.words();
  const CXXMethodDecl *Method = Call->getMethodDecl();
  if (!Method)
    return CustodyFact{};
  if (Words.plays(Method, Role::Bridge) || Words.plays(Method, Role::Join) ||
      M.bridges().isBridge(Method))
    return M.types().find(Call->getType())
               ? throughAdaptor(Call)
               : fact(Custody::AwaitedInPlace, Call);
  if (Words.plays(Method, Role::Detach)) {
    CustodyFact Fact = fact(Custody::Discarded, Call);
    Fact.IsDetached = true;
    return Fact;
  }
  if (M.isSpawn(Method)) // `task.start()`
    return spawnedBy(Call);
  if (!IsUse && isTestOfItself(Method))
    return fact(Custody::Tested, Call);
  const CXXRecordDecl *Result = recordOf(Call->getType());
  if (Call->isPRValue() && Result && isAwaitable(Result))
    return throughAdaptor(Call);
  // `tasks.front()`, `task.value()`: an element stands for the holder.
  if (IsUse && Call->isGLValue())
    return from(Call);
  return CustodyFact{};
}

CustodyFact Climb::intoAssignment(const Expr *Target, const Stmt *Where) {
  const VarDecl *Root = rootVariable(Target);
  if (!Root || !ownsItsValue(Root))
    return fact(Custody::Stored, Where);
  return intoVariable(Root, Where);
}

/// Those of its bindings as well: `auto [task, n] = std::pair(f(), 1);`.
static SmallVector<const DeclRefExpr *, 4> usesOf(const Function &F,
                                                  const VarDecl *Variable) {
  SmallVector<const DeclRefExpr *, 4> Uses(F.uses(Variable));
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Decomposed->bindings())
      append_range(Uses, F.uses(Binding));
  return Uses;
}

/// The local's own uses say what becomes of what it keeps.
CustodyFact Climb::intoVariable(const VarDecl *Variable, const Stmt *Where) {
  if (!ownsItsValue(Variable))
    return isLocal(Variable) ? CustodyFact{} : fact(Custody::Stored, Where);
  if (Moves == MaxMoves)
    return CustodyFact{};
  CustodyFact Fact = fact(Custody::Kept, Where);
  Fact.Holder = Variable;
  Fact.Filled = Where;
  for (const DeclRefExpr *Use : usesOf(F, Variable)) {
    if (isNeutralUse(F, Use))
      continue;
    CustodyFact Of = Climb(M, F, Moves + 1).fromUse(Use);
    if (Of.Kind == Custody::AwaitedInPlace)
      Fact.Joins.push_back(Of.Where);
    else if (Of.Kind == Custody::Joined)
      append_range(Fact.Joins, Of.Joins);
    else if (Of.Kind == Custody::Returned)
      Fact.Kind = Custody::Returned;
    else if (Of.Kind != Custody::Discarded) // detached: kept for nothing
      Fact.Escapes.push_back(Use);
  }
  if (!Fact.Joins.empty())
    Fact.Kind = Custody::Joined;
  else if (!Fact.Escapes.empty() && Fact.Kind == Custody::Kept)
    Fact.Kind = Custody::Unknown;
  return Fact;
}

CustodyFact custodyOf(Model &M, const Function &F, const Expr *Making) {
  return Climb(M, F).fromMaking(Making);
}

CustodyFact custodyOfUse(Model &M, const Function &F, const DeclRefExpr *Use) {
  return Climb(M, F).fromUse(Use);
}

} // namespace corolint::model
