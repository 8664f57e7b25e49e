// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   an awaited call ─┬─▶ its parameters: plain data?
//                    ├─▶ its arguments: the same at any time?
//                    └─▶ its body, if in sight: suspends? touches what others
//                        touch?

#include "Independence.h"
#include "Model.h"
#include "PlainData.h"
#include "Suspension.h"
#include "clang/AST/ASTLambda.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// A function of the standard library that looks at its arguments, and no more.
static bool onlyLooks(const FunctionDecl *Callee) {
  if (!Callee)
    return false;
  if (isa<CXXConversionDecl>(Callee) || Callee->getLiteralIdentifier())
    return true;
  if (!isStandard(Callee))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  bool HasInput = Callee->getNumParams() || (Method && !Method->isStatic());
  return HasInput && (!Method || Method->isStatic() || Method->isConst()) &&
         all_of(Callee->parameters(), [](const ParmVarDecl *Parameter) {
           return takesData(Parameter->getType());
         });
}

/// Nobody but \p F can change it while \p F waits; or it is an element of what
/// the loop goes through.
static bool isOwn(const Function &F, const VarDecl *Variable) {
  if (Variable->getType().isConstQualified() && !Variable->hasLocalStorage())
    return true;
  if (!Variable->hasLocalStorage() || Variable->getDeclContext() != F.decl())
    return false;
  QualType Type = Variable->getType();
  return !Type->isReferenceType() || Variable->isCXXForRangeDecl() ||
         (isa<ParmVarDecl>(Variable) &&
          Type->getPointeeType().isConstQualified());
}

namespace {

/// Reads an argument: does it have the same value, and no effect, whenever it
/// is evaluated?
class Steady {
public:
  Steady(const Function &F, PlainAwait &Found) : F(F), Found(Found) {}

  bool check(const Stmt *S) {
    return isSteady(S) && all_of(S->children(), [this](const Stmt *Child) {
             return !Child || check(Child);
           });
  }

private:
  bool isSteady(const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (isa<FunctionDecl, EnumConstantDecl>(Ref->getDecl()))
        return true;
      const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
      if (!Variable || !isOwn(F, Variable))
        return false;
      if (Variable->hasLocalStorage())
        Found.Reads.insert(Variable);
      return true;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return !Member->isArrow();
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return onlyLooks(Call->getDirectCallee());
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
      return isData(Construct->getType());
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      return !Unary->isIncrementDecrementOp() &&
             Unary->getOpcode() != UO_AddrOf && Unary->getOpcode() != UO_Deref;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      return !Binary->isAssignmentOp();
    return isa<CastExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr,
               CXXBindTemporaryExpr, ConditionalOperator, InitListExpr,
               CXXStdInitializerListExpr, IntegerLiteral, FloatingLiteral,
               CharacterLiteral, clang::StringLiteral, CXXBoolLiteralExpr,
               CXXNullPtrLiteralExpr, CXXDefaultArgExpr, CXXDefaultInitExpr,
               CXXScalarValueInitExpr, UnaryExprOrTypeTraitExpr,
               SubstNonTypeTemplateParmExpr>(S);
  }

  const Function &F;
  PlainAwait &Found;
};

} // namespace

/// Does \p Point wait for something that nobody has seen to be done already?
bool Independence::mayWait(const Expr *Point) {
  if (!maySuspend(Point))
    return false;
  const auto *Await = dyn_cast<CoawaitExpr>(Point);
  const auto *Call =
      Await ? dyn_cast<CallExpr>(Await->getOperand()->IgnoreImplicit())
            : nullptr;
  return !Call || workOf(Call->getDirectCallee()) != Work::None;
}

/// A call that leads out of sight may have any effect, unless it is the
/// library's or the system's.
Independence::Work Independence::workOfCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return Work::Unknown;
  const SourceManager &Sources = M.context().getSourceManager();
  if (isStandard(Callee) || M.words().originOf(Callee) ||
      Sources.isInSystemHeader(Callee->getLocation()))
    return Work::Separate;
  return workOf(Callee);
}

Independence::Work Independence::workOf(const FunctionDecl *Callee) {
  const Function *Body = M.function(Callee);
  if (!Body)
    return Work::Unknown;
  // What calls itself is not known to be anything.
  auto [Slot, IsNew] = Known.try_emplace(Body->decl(), Work::Unknown);
  if (!IsNew)
    return Slot->second;
  Work Answer = workIn(*Body);
  return Known[Body->decl()] = Answer;
}

Independence::Work Independence::workIn(const Function &Body) {
  if (!Body.usesOfThis().empty())
    return Work::Shared;
  for (const ValueDecl *Value : Body.variablesIn(Body.body()))
    if (const auto *Variable = dyn_cast<VarDecl>(Value);
        Variable && Variable->hasGlobalStorage() &&
        !Variable->getType().isConstQualified())
      return Work::Shared;
  Work Result = Work::Separate;
  for (const CallExpr *Call : Body.calls()) {
    Work Inner = workOfCall(Call);
    if (Inner == Work::Shared)
      return Inner;
    if (Inner == Work::Unknown)
      Result = Inner;
  }
  bool NeverWaits = Body.coroutine() &&
                    none_of(Body.suspensions(),
                            [&](const Expr *Point) { return mayWait(Point); });
  return NeverWaits ? Work::None : Result;
}

/// The object that the call is made on has no say: a function without one.
static bool isFree(const CallExpr *Call, const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (!Method || Method->isStatic())
    return !isa<CXXMemberCallExpr>(Call);
  return isLambdaCallOperator(Method) &&
         Method->getParent()->capture_size() == 0;
}

std::optional<PlainAwait> Independence::plainAwait(const Function &F,
                                                   const Task &Made) {
  const auto *Await = dyn_cast_or_null<CoawaitExpr>(Made.Held.Where);
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  if (Made.From != Origin::Call || !Made.isLazy() ||
      Made.Held.Kind != Custody::AwaitedInPlace || Made.Held.Within || !Await ||
      !Call || Await->getOperand()->IgnoreImplicit() != Call ||
      Await->getType()->isVoidType() || F.isInHandler(Await))
    return std::nullopt;
  const FunctionDecl *Callee = Call->getDirectCallee();
  const Vocabulary &Words = M.words();
  if (!Callee || !isFree(Call, Callee) || Words.plays(Callee, Role::Ordered) ||
      Words.speaksOf(Callee, Role::Ordered) ||
      !all_of(Callee->parameters(), [](const ParmVarDecl *Parameter) {
        return takesData(Parameter->getType());
      }))
    return std::nullopt;
  PlainAwait Found;
  Found.Await = Await;
  Found.Call = Call;
  Steady Arguments(F, Found);
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  for (const Expr *Argument : drop_begin(Call->arguments(), First))
    if (!Arguments.check(Argument))
      return std::nullopt;
  switch (workOf(Callee)) {
  case Work::None:
  case Work::Shared:
    return std::nullopt;
  case Work::Separate:
    Found.IsSeparate = true;
    break;
  case Work::Unknown:
    break;
  }
  return Found;
}

/// A number may be the name of a thing: a descriptor, an identifier.
static bool mayNameAThing(const ValueDecl *Value) {
  return !Value->getType().getNonReferenceType()->isRecordType();
}

/// Two calls of one function with the same arguments are a repetition, and
/// whoever repeats a call has a reason.
static bool haveSameArguments(const CallExpr *A, const CallExpr *B) {
  if (A->getNumArgs() != B->getNumArgs())
    return false;
  for (unsigned I = 0; I < A->getNumArgs(); ++I) {
    FoldingSetNodeID Left, Right;
    const ASTContext &Ctx = A->getCalleeDecl()->getASTContext();
    A->getArg(I)->IgnoreUnlessSpelledInSource()->Profile(Left, Ctx, true);
    B->getArg(I)->IgnoreUnlessSpelledInSource()->Profile(Right, Ctx, true);
    if (Left != Right)
      return false;
  }
  return true;
}

bool areIndependent(const PlainAwait &First, const PlainAwait &Second) {
  if (First.IsSeparate && Second.IsSeparate)
    return !haveSameArguments(First.Call, Second.Call) ||
           First.Call->getDirectCallee() != Second.Call->getDirectCallee();
  return First.Call->getDirectCallee()->getCanonicalDecl() ==
             Second.Call->getDirectCallee()->getCanonicalDecl() &&
         !haveSameArguments(First.Call, Second.Call) &&
         none_of(First.Reads, [&](const ValueDecl *Shared) {
           return Second.Reads.contains(Shared) && mayNameAThing(Shared);
         });
}

} // namespace corolint::model
