// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Reliance.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isScalar(const Access &Read) { return isa<ImplicitCastExpr>(Read.Whole); }

const VarDecl *copyMadeOf(const Function &F, const Access &Read) {
  const Expr *E = Read.Whole;
  while (true) {
    if (const VarDecl *Copy = F.initialised(E))
      return Copy->hasLocalStorage() && !Copy->getType()->isReferenceType()
                 ? Copy
                 : nullptr;
    const auto *Around = dyn_cast_or_null<Expr>(F.parent(E));
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(Around);
    if (!Around || (Binary && Binary->isAssignmentOp()) ||
        !isa<ParenExpr, CastExpr, BinaryOperator, UnaryOperator,
             ExprWithCleanups, CXXConstructExpr, CXXBindTemporaryExpr,
             MaterializeTemporaryExpr>(Around))
      return nullptr;
    E = Around;
  }
}

/// `shared = copy;` of a copy that is as it was: the old value is put back.
static bool isChanged(const Function &F, const Access &Read,
                      const VarDecl *Copy, const Expr *Value) {
  const Expr *Plain = Value->IgnoreUnlessSpelledInSource();
  if (const auto *Call = dyn_cast<CallExpr>(Plain);
      Call && Call->isCallToStdMove())
    Plain = Call->getArg(0)->IgnoreUnlessSpelledInSource();
  if (!isa<DeclRefExpr>(Plain) ||
      Copy->getInit()->IgnoreUnlessSpelledInSource() !=
          Read.Name->IgnoreUnlessSpelledInSource())
    return true;
  return any_of(F.uses(Copy), [&](const DeclRefExpr *Use) {
    Access Of = accessFrom(F, Use);
    return Of.writes() || Of.How == Touch::Call;
  });
}

bool isMadeOf(const Function &F, const Access &Write, const Access &Read,
              const VarDecl *Copy) {
  const Expr *Value = valueWritten(Write);
  if (!Value)
    return false;
  if (!Copy)
    return isScalar(Read) && F.isWithin(Read.Whole, Value);
  return is_contained(F.variablesIn(Value), Copy) &&
         isChanged(F, Read, Copy, Value);
}

const IfStmt *conditionAround(const Function &F, const Access &Read) {
  const Stmt *S = Read.Whole;
  while (
      isa_and_nonnull<ParenExpr, CastExpr, UnaryOperator, BinaryOperator,
                      CXXOperatorCallExpr, CXXConstructExpr, ExprWithCleanups,
                      MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                      CXXRewrittenBinaryOperator>(F.parent(S)))
    S = F.parent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(F.parent(S));
  return If && If->getCond() == S ? If : nullptr;
}

static bool leaves(const Stmt *Branch) {
  if (const auto *Block = dyn_cast<CompoundStmt>(Branch))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *Whole = dyn_cast<ExprWithCleanups>(Branch))
    return leaves(Whole->getSubExpr());
  return isa<CoreturnStmt, ReturnStmt, CXXThrowExpr, ContinueStmt, BreakStmt>(
      Branch);
}

bool isExit(const IfStmt *If) {
  return !If->getElse() && leaves(If->getThen());
}

bool isGuardedBy(const Function &F, const Access &Write, const IfStmt *If) {
  if (F.isWithin(Write.Whole, If->getThen()) ||
      (If->getElse() && F.isWithin(Write.Whole, If->getElse())))
    return true;
  return isExit(If) && !F.isWithin(Write.Whole, If) &&
         F.isWithin(Write.Whole, F.parent(If));
}

bool isGivenBefore(const Stmt *Value) {
  if (!Value)
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value)) {
    const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    return !Variable || isa<ParmVarDecl>(Variable) ||
           Variable->hasGlobalStorage() || Variable->isConstexpr();
  }
  if (isa<CoroutineSuspendExpr, LambdaExpr>(Value))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(Value);
      Call && !isa<CXXOperatorCallExpr>(Call))
    return false;
  return all_of(Value->children(), isGivenBefore);
}

} // namespace corolint::model
