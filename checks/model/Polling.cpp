// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Polling.h"
#include "Model.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
/// Reads an expression that may only read: variables, members, and getters
/// whose bodies do no more. What asks the world outside is no such thing.
class Reading {
public:
  struct Look {
    const ValueDecl *At;
    bool IsPointee = false; ///< at what that points to
  };

  explicit Reading(unsigned Depth = 0) : Depth(Depth) {}

  bool isPlain(const Expr *E);
  /// What is read, as far as it is named in this expression.
  SmallVector<Look, 4> State;

private:
  bool isPlainPointer(const Expr *E);
  bool isPlainCall(const CallExpr *Call);
  bool isGetter(const FunctionDecl *Callee) const;

  unsigned Depth; ///< of getters that call getters
};
} // namespace

/// Standard classes whose methods ask threads, the system, or a clock are not
/// in it: future, thread, stop_token, filesystem.
static bool isStandardGetter(const FunctionDecl *Callee) {
  if (isa<CXXConversionDecl>(Callee))
    return true;
  switch (Callee->getOverloadedOperator()) {
  case OO_None:
    break;
  case OO_Star:
  case OO_Arrow:
  case OO_EqualEqual:
  case OO_ExclaimEqual:
  case OO_Less:
  case OO_LessEqual:
  case OO_Greater:
  case OO_GreaterEqual:
  case OO_Spaceship:
    return true;
  default:
    return false;
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return Method && Method->getIdentifier() &&
         Method->getParent()->getIdentifier() &&
         !Method->getParent()->getName().contains("future") &&
         StringSwitch<bool>(Method->getName())
             .Cases({"load", "test", "empty", "size", "length"}, true)
             .Cases({"has_value", "value", "get", "expired"}, true)
             .Cases({"count", "contains", "any", "none", "all"}, true)
             .Default(false);
}

static bool isStandard(const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  return Method ? Method->getParent()->isInStdNamespace()
                : Callee->isInStdNamespace();
}

bool Reading::isGetter(const FunctionDecl *Callee) const {
  constexpr unsigned FarEnough = 3;
  const FunctionDecl *Definition = nullptr;
  if (Depth == FarEnough || !isReadInFull(Callee) ||
      !Callee->hasBody(Definition))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Method && (Method->isVirtual() || !Method->isConst()) &&
      !Method->isStatic())
    return false;
  const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  return Return && Return->getRetValue() &&
         Reading(Depth + 1).isPlain(Return->getRetValue());
}

bool Reading::isPlainPointer(const Expr *E) {
  size_t Before = State.size();
  bool Answer = isPlain(E);
  if (State.size() > Before)
    State.back().IsPointee = true;
  return Answer;
}

bool Reading::isPlainCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee ||
      !(isStandard(Callee) ? isStandardGetter(Callee) : isGetter(Callee)))
    return false;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const Expr *Object =
        Member->getImplicitObjectArgument()->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Object))
      State.push_back({Callee});
    else if (!(Object->getType()->isPointerType() ? isPlainPointer(Object)
                                                  : isPlain(Object)))
      return false;
  } else if (Callee->getOverloadedOperator() == OO_Arrow ||
             (Callee->getOverloadedOperator() == OO_Star &&
              Call->getNumArgs() == 1)) {
    return isPlainPointer(Call->getArg(0));
  } else if (!Callee->isOverloadedOperator()) {
    State.push_back({Callee});
  }
  return all_of(Call->arguments(), [&](const Expr *E) { return isPlain(E); });
}

/// `count < wanted`, `seen == now`: a number that many add to is no event.
static bool isCountdown(const BinaryOperator *Binary) {
  auto IsConstant = [](const Expr *Side) {
    Side = Side->IgnoreParenImpCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(Side);
    return isa<IntegerLiteral, CXXBoolLiteralExpr, CharacterLiteral,
               CXXNullPtrLiteralExpr, ConstantExpr>(Side) ||
           (Ref && isa<EnumConstantDecl>(Ref->getDecl()));
  };
  return Binary->isComparisonOp() && !IsConstant(Binary->getLHS()) &&
         !IsConstant(Binary->getRHS());
}

bool Reading::isPlain(const Expr *E) {
  E = E->IgnoreImplicit()->IgnoreParenImpCasts()->IgnoreImplicit();
  if (E->getType().isVolatileQualified()) // a device, a signal handler
    return false;
  if (isa<IntegerLiteral, CXXBoolLiteralExpr, CharacterLiteral, FloatingLiteral,
          CXXNullPtrLiteralExpr, CXXThisExpr, CXXDefaultArgExpr,
          SubstNonTypeTemplateParmExpr>(E))
    return true;
  if (const auto *Constant = dyn_cast<ConstantExpr>(E))
    return isPlain(Constant->getSubExpr());
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return isPlain(Cast->getSubExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (isa<VarDecl, BindingDecl>(Ref->getDecl()))
      State.push_back({Ref->getDecl()});
    return isa<VarDecl, BindingDecl, EnumConstantDecl>(Ref->getDecl());
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl, VarDecl>(Member->getMemberDecl()))
      return false;
    // A part of a local belongs to that.
    const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
    bool IsPart = isa<DeclRefExpr>(Base) && !Member->isArrow();
    if (!IsPart)
      State.push_back({Member->getMemberDecl()});
    return isPlain(Base);
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_Deref ? isPlainPointer(Unary->getSubExpr())
                                          : !Unary->isIncrementDecrementOp() &&
                                                isPlain(Unary->getSubExpr());
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !isCountdown(Binary) && !Binary->isAssignmentOp() &&
           !Binary->isCommaOp() && isPlain(Binary->getLHS()) &&
           isPlain(Binary->getRHS());
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return isPlain(Rewritten->getLHS()) && isPlain(Rewritten->getRHS());
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && isPlainCall(Call);
}

/// Has somebody else a way to a local of \p F?
static bool isLent(const Function &F, const ValueDecl *Local,
                   const Stmt *Loop) {
  return any_of(F.uses(Local), [&](const DeclRefExpr *Use) {
    if (F.isWithin(Use, Loop))
      return false;
    const Stmt *Around = F.parent(Use);
    while (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        return false;
      Around = F.parent(Cast);
    }
    const auto *Unary = dyn_cast_or_null<UnaryOperator>(Around);
    return isa_and_nonnull<LambdaExpr, CallExpr, CXXConstructExpr, InitListExpr,
                           DeclStmt, MemberExpr>(Around) ||
           (Unary && Unary->getOpcode() == UO_AddrOf);
  });
}

/// Can \p State change while \p F sleeps?
static bool mayBeChangedByOthers(const Function &F, const Reading::Look &Look,
                                 const Stmt *Loop) {
  if (Look.IsPointee)
    return true;
  QualType Type = Look.At->getType();
  const auto *Variable = dyn_cast<VarDecl>(Look.At);
  if (Type.isConstQualified())
    return false;
  if (!Variable || !Variable->hasLocalStorage() || Type->isReferenceType())
    return true;
  // A captured one is the closure's; others may know that, or its original.
  if (Variable->getDeclContext() != F.decl())
    return true;
  return isLent(F, Variable, Loop);
}

static const Expr *conditionOf(const Stmt *Loop) {
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getConditionVariable() ? nullptr : While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Do->getCond();
  const auto *For = dyn_cast<ForStmt>(Loop);
  return For && !For->getInit() && !For->getInc() &&
                 !For->getConditionVariable()
             ? For->getCond()
             : nullptr;
}

static const Stmt *bodyOf(const Stmt *Loop) {
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getBody();
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Do->getBody();
  return cast<ForStmt>(Loop)->getBody();
}

/// The await that is all there is in \p Body; null if there is more.
static const CoawaitExpr *onlyAwaitIn(const Stmt *Body) {
  if (const auto *Block = dyn_cast<CompoundStmt>(Body)) {
    if (Block->size() != 1)
      return nullptr;
    Body = Block->body_front();
  }
  const auto *E = dyn_cast<Expr>(Body);
  E = E ? E->IgnoreUnlessSpelledInSource() : nullptr;
  if (const auto *Cast = dyn_cast_or_null<CStyleCastExpr>(E))
    if (Cast->getType()->isVoidType())
      E = Cast->getSubExpr()->IgnoreUnlessSpelledInSource();
  return dyn_cast_or_null<CoawaitExpr>(E);
}

/// `sleep_abortable(1s, source)` ends as soon as what is looked at changes.
static bool isWokenBy(const Function &F, const Expr *Await,
                      ArrayRef<Reading::Look> State) {
  return any_of(State, [&](const Reading::Look &Look) {
    return any_of(F.uses(Look.At), [&](const DeclRefExpr *Use) {
      return F.isWithin(Use, Await);
    });
  });
}

SmallVector<Poll, 2> pollsOf(Model &M, const Function &F) {
  SmallVector<Poll, 2> Found;
  for (const Expr *Point : F.suspensions()) {
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    const Stmt *Loop = Await ? F.loopAround(Await) : nullptr;
    const Expr *Condition = Loop ? conditionOf(Loop) : nullptr;
    if (!Condition || onlyAwaitIn(bodyOf(Loop)) != Await)
      continue;
    bool IsYield = M.words().plays(Await->getOperand(), Role::Yield);
    if (!IsYield && !M.words().plays(Await->getOperand(), Role::Sleep))
      continue;
    Reading Looks;
    if (!Looks.isPlain(Condition) || isWokenBy(F, Await, Looks.State))
      continue;
    const auto *State = find_if(Looks.State, [&](const Reading::Look &Look) {
      return mayBeChangedByOthers(F, Look, Loop);
    });
    if (State != Looks.State.end())
      Found.push_back({Loop, Condition, Await, IsYield, State->At});
  }
  return Found;
}

} // namespace corolint::model
