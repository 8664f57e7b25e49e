// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   read of errno ─▶ the conditions that lead to it, innermost first
//     ─▶ what they test ─▶ the call whose result that is
//        ─▶ a path from there over a suspension to the read?

#include "LastError.h"
#include "Model.h"
#include "Reliance.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
/// What the result of a call says of it.
enum class Outcome { Unclear, Failed, Succeeded };

/// The calls whose failure leads to a read.
struct Evidence {
  SmallVector<const CallExpr *, 2> Failed, Unclear;
  /// A condition tests what an await gave: nobody knows whose error that is.
  bool IsAwaited = false;
};
} // namespace

namespace {
/// What all reads of one function are asked with.
struct Errors {
  Errors(Model &M, const Function &F);

  bool isNumber(const CallExpr *Call) const { return Known.contains(Call); }

  Model &M;
  const Function &F;
  SmallVector<const CallExpr *, 4> Numbers; ///< the calls that give it
  SmallPtrSet<const Stmt *, 4> Known;       ///< the same
  SmallPtrSet<const Stmt *, 8> Setters;     ///< may set it anew
};
} // namespace

Errors::Errors(Model &M, const Function &F) : M(M), F(F) {
  DenseMap<const FunctionDecl *, bool> Gives;
  for (const CallExpr *Call : F.calls()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      continue;
    auto [Slot, IsNew] = Gives.try_emplace(Callee);
    if (IsNew)
      Slot->second = M.words().plays(Callee, Role::LastError);
    if (Slot->second) {
      Numbers.push_back(Call);
      Known.insert(Call);
    } else if (Callee->isExternC()) {
      Setters.insert(Call);
    }
  }
}

/// `*place()` whose value is taken, or a function that returns the number.
static bool isRead(const Function &F, const CallExpr *Call) {
  QualType Result = Call->getDirectCallee()->getReturnType();
  if (!Result->isPointerType() && !Result->isReferenceType())
    return true;
  const Stmt *E = Call;
  while (true) {
    const Stmt *Around = F.parent(E);
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around);
    const auto *Deref = dyn_cast_or_null<UnaryOperator>(Around);
    if (Cast && Cast->getCastKind() == CK_LValueToRValue)
      return true;
    if (!isa_and_nonnull<ParenExpr>(Around) &&
        !(Deref && Deref->getOpcode() == UO_Deref))
      return false;
    E = Around;
  }
}

/// A number or a pointer can say that a call failed; a truth may say anything.
static bool tellsOfFailure(QualType Result) {
  return Result->isPointerType() ||
         (Result->isIntegralOrEnumerationType() && !Result->isBooleanType());
}

/// \p Result has told how something ended.
static void addResult(const Errors &All, const Expr *Result, Outcome Ended,
                      Evidence &Found) {
  if (All.F.suspendsIn(Result))
    Found.IsAwaited = true;
  const auto *Call = dyn_cast<CallExpr>(
      Result->IgnoreParenCasts()->IgnoreUnlessSpelledInSource());
  if (Ended != Outcome::Succeeded && Call && Call->getDirectCallee() &&
      !isa<CXXOperatorCallExpr>(Call) && !All.isNumber(Call) &&
      tellsOfFailure(Call->getType()))
    (Ended == Outcome::Failed ? Found.Failed : Found.Unclear).push_back(Call);
}

/// A tested expression: a call, an assignment, or a local, whose value comes
/// from its initialiser and its assignments.
static void addTested(const Errors &All, const Expr *Tested, Outcome Ended,
                      Evidence &Found) {
  const Function &F = All.F;
  Tested = Tested->IgnoreParenCasts()->IgnoreImplicit();
  if (const auto *Assign = dyn_cast<BinaryOperator>(Tested);
      Assign && Assign->getOpcode() == BO_Assign)
    return addResult(All, Assign->getRHS(), Ended, Found);
  const auto *Ref = dyn_cast<DeclRefExpr>(Tested);
  const auto *Local = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Local)
    return addResult(All, Tested, Ended, Found);
  if (Local->getDeclContext() != F.decl() || isa<ParmVarDecl>(Local))
    return;
  if (const Expr *Init = Local->getInit())
    addResult(All, Init, Ended, Found);
  for (const DeclRefExpr *Use : F.uses(Local))
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(F.parent(Use));
        Assign && Assign->getOpcode() == BO_Assign && Assign->getLHS() == Use)
      addResult(All, Assign->getRHS(), Ended, Found);
}

/// `n < 0`, `fd == -1`, `p == nullptr` say that it failed.
static Outcome outcomeOf(BinaryOperatorKind Compares, const Expr *Constant,
                         const ASTContext &Ctx) {
  Expr::EvalResult Value;
  bool IsZero = true, IsNegative = false;
  if (Constant->EvaluateAsInt(Value, Ctx)) {
    const APSInt &Number = Value.Val.getInt();
    IsZero = Number.isZero();
    IsNegative = Number.isAllOnes() || Number.isNegative();
  }
  bool IsPointer = Constant->getType()->isPointerType() ||
                   Constant->getType()->isNullPtrType();
  switch (Compares) {
  case BO_EQ:
    return IsPointer || IsNegative ? Outcome::Failed : Outcome::Unclear;
  case BO_NE:
    return IsPointer || IsNegative ? Outcome::Succeeded : Outcome::Unclear;
  case BO_LT:
  case BO_LE:
    return IsZero || IsNegative ? Outcome::Failed : Outcome::Unclear;
  case BO_GT:
  case BO_GE:
    return IsZero || IsNegative ? Outcome::Succeeded : Outcome::Unclear;
  default:
    return Outcome::Unclear;
  }
}

/// What follows from it that \p Condition holds, or does not.
static void addCondition(const Errors &All, const Expr *Condition, bool Holds,
                         Evidence &Found) {
  const ASTContext &Ctx = All.M.context();
  const Expr *E = Condition->IgnoreParenCasts()->IgnoreImplicit();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return addCondition(All, Not->getSubExpr(), !Holds, Found);
  const auto *Both = dyn_cast<BinaryOperator>(E);
  if (Both && (Both->isLogicalOp() || Both->getOpcode() == BO_Comma)) {
    if (Both->isLogicalOp())
      addCondition(All, Both->getLHS(), Holds, Found);
    return addCondition(All, Both->getRHS(), Holds, Found);
  }
  if (!Both || !Both->isComparisonOp()) {
    Outcome Ended = !E->getType()->isPointerType() ? Outcome::Unclear
                    : Holds                        ? Outcome::Succeeded
                                                   : Outcome::Failed;
    return addTested(All, E, Ended, Found);
  }
  BinaryOperatorKind Compares = Both->getOpcode();
  const Expr *Tested = Both->getLHS(), *Constant = Both->getRHS();
  if (!Constant->isEvaluatable(Ctx)) {
    std::swap(Tested, Constant);
    Compares = BinaryOperator::reverseComparisonOp(Compares);
    if (!Constant->isEvaluatable(Ctx))
      return;
  }
  if (!Holds)
    Compares = BinaryOperator::negateComparisonOp(Compares);
  addTested(All, Tested, outcomeOf(Compares, Constant, Ctx), Found);
}

namespace {
struct Condition {
  const Expr *Tested = nullptr;
  bool Holds = true;
};
} // namespace

/// What has to hold around \p Child, as \p Around says.
static Condition conditionOf(const Stmt *Around, const Stmt *Child) {
  if (const auto *If = dyn_cast<IfStmt>(Around); If && Child != If->getCond())
    return {If->getCond(), Child == If->getThen()};
  if (const auto *While = dyn_cast<WhileStmt>(Around);
      While && Child != While->getCond())
    return {While->getCond()};
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Around);
      Choice && Child != Choice->getCond())
    return {Choice->getCond(), Child == Choice->getTrueExpr()};
  if (const auto *Logical = dyn_cast<BinaryOperator>(Around);
      Logical && Logical->isLogicalOp() && Child != Logical->getLHS())
    return {Logical->getLHS(), Logical->getOpcode() == BO_LAnd};
  return {};
}

/// The last `if (…) co_return;` before \p Child: it does not hold.
static Condition exitBefore(const CompoundStmt *Block, const Stmt *Child) {
  Condition Last;
  for (const Stmt *Earlier : Block->body()) {
    if (Earlier == Child)
      break;
    if (const auto *If = dyn_cast<IfStmt>(Earlier); If && isExit(If))
      Last = {If->getCond(), false};
  }
  return Last;
}

/// `errno == EINTR` says what the error is, not whose.
static bool asksWhich(const Errors &All, const Expr *Condition) {
  return !All.F.within(Condition, ArrayRef(All.Numbers)).empty();
}

/// The calls whose failure \p Read is about, by the innermost condition that
/// leads to it. Empty if that tests anything else.
static SmallVector<const CallExpr *, 2> callsMeant(const Errors &All,
                                                   const Stmt *Read) {
  const Function &F = All.F;
  for (const Stmt *Child = Read, *Around = F.parent(Read); Around;
       Child = Around, Around = F.parent(Around)) {
    const auto *Block = dyn_cast<CompoundStmt>(Around);
    auto [Tested, Holds] =
        Block ? exitBefore(Block, Child) : conditionOf(Around, Child);
    if (!Tested)
      continue;
    Evidence Found;
    addCondition(All, Tested, Holds, Found);
    if (Found.IsAwaited)
      return {};
    // A number that is not zero may be anything, but nobody reads the error
    // number where all went well; after an exit, who knows.
    if (!Block)
      append_range(Found.Failed, Found.Unclear);
    if (!Found.Failed.empty() || !asksWhich(All, Tested))
      return Found.Failed;
  }
  return {};
}

static std::optional<StaleError>
staleRead(const Errors &All, const Starts &Suspensions, const CallExpr *Read) {
  auto Meant = callsMeant(All, Read);
  if (Meant.empty())
    return std::nullopt;
  // What sets the number anew is what the read may be about.
  SmallPtrSet<const Stmt *, 4> About(Meant.begin(), Meant.end());
  auto Before = Suspensions.leadingTo({Read}, [&](const Stmt *S) {
    return About.contains(S) || All.Setters.contains(S);
  });
  const Flow &Order = All.M.flow(All.F);
  for (const Stmt *Point : Before)
    for (const CallExpr *Set : Meant)
      if (!All.F.isWithin(Set, Point) && Order.reaches(Set, {Point}, {}, {}))
        return StaleError{Read, Set, cast<Expr>(Point)};
  return std::nullopt;
}

SmallVector<StaleError, 1> staleErrorsIn(Model &M, const Function &F) {
  SmallVector<StaleError, 1> Found;
  Errors All(M, F);
  if (none_of(All.Numbers,
              [&](const CallExpr *Call) { return isRead(F, Call); }))
    return Found;
  Starts Suspensions(M.flow(F), M.runsThrough().realSuspensions(F));
  for (const CallExpr *Call : All.Numbers)
    if (isRead(F, Call))
      if (auto Stale = staleRead(All, Suspensions, Call))
        Found.push_back(*Stale);
  return Found;
}

} // namespace corolint::model
