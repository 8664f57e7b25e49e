// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Holder.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const VarDecl *rootVariable(const Expr *E) {
  while (E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const ValueDecl *Value = Ref->getDecl();
      if (const auto *Binding = dyn_cast<BindingDecl>(Value))
        Value = Binding->getDecomposedDecl();
      return dyn_cast<VarDecl>(Value);
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E))
      E = Index->getBase();
    else if (const auto *Deref = dyn_cast<UnaryOperator>(E);
             Deref && Deref->getOpcode() == UO_Deref)
      E = Deref->getSubExpr();
    else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
             Call && Call->getNumArgs())
      E = Call->getArg(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      E = Call->getImplicitObjectArgument();
    else
      return nullptr;
  }
  return nullptr;
}

bool isLocal(const VarDecl *Variable) {
  return Variable && Variable->isLocalVarDecl();
}

bool ownsItsValue(const VarDecl *Variable) {
  return isLocal(Variable) && !Variable->getType()->isPointerType() &&
         (!Variable->getType()->isReferenceType() || !Variable->getInit() ||
          isa<ExprWithCleanups, MaterializeTemporaryExpr>(Variable->getInit()));
}

bool holdsValues(const CXXRecordDecl *Class) {
  return Class->isInStdNamespace() && Class->getIdentifier() &&
         StringSwitch<bool>(Class->getName())
             .Cases({"optional", "pair", "tuple", "variant"}, true)
             .Default(false);
}

bool makesHolder(const FunctionDecl *Callee) {
  return Callee->isInStdNamespace() && Callee->getIdentifier() &&
         StringSwitch<bool>(Callee->getName())
             .Cases({"make_optional", "make_pair", "make_tuple"}, true)
             .Default(false);
}

bool putsIn(const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  return Method && Method->getParent()->isInStdNamespace() &&
         StringSwitch<bool>(calledName(Call))
             .Cases(
                 {"push_back", "emplace_back", "push_front", "emplace_front"},
                 true)
             .Cases({"push", "emplace", "insert", "insert_or_assign"}, true)
             .Cases({"try_emplace", "assign", "append"}, true)
             .Default(false);
}

static const Stmt *aroundUse(const Function &F, const DeclRefExpr *Use) {
  const Stmt *Parent = F.parent(Use);
  while (Parent) {
    const auto *Part = dyn_cast<MemberExpr>(Parent);
    if (!isa<ImplicitCastExpr, ParenExpr>(Parent) &&
        !(Part && isa<FieldDecl>(Part->getMemberDecl())))
      break;
    Parent = F.parent(Parent);
  }
  return Parent;
}

static const CXXMemberCallExpr *callOn(const Function &F,
                                       const DeclRefExpr *Use) {
  const auto *Member = dyn_cast_or_null<MemberExpr>(aroundUse(F, Use));
  return Member ? dyn_cast_or_null<CXXMemberCallExpr>(F.parent(Member))
                : nullptr;
}

/// `held`, `place.kept`, `*held`, but not `tasks[i]`.
static bool isOneSlot(const Expr *Target) {
  Target = Target->IgnoreParenImpCasts();
  if (const auto *Part = dyn_cast<MemberExpr>(Target))
    return isOneSlot(Part->getBase());
  return isa<DeclRefExpr>(Target);
}

bool fillsOneSlot(const Stmt *Fill) {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Fill))
    return Operator->isAssignmentOp() && isOneSlot(Operator->getArg(0));
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Fill);
  return Call && calledName(Call) == "emplace" && Call->getRecordDecl() &&
         Call->getRecordDecl()->getName() == "optional" &&
         isOneSlot(Call->getImplicitObjectArgument());
}

bool fillsItsVariable(const Function &F, const DeclRefExpr *Use) {
  if (const CXXMemberCallExpr *Call = callOn(F, Use))
    return putsIn(Call) || calledName(Call) == "reserve";
  const auto *Assignment =
      dyn_cast_or_null<CXXOperatorCallExpr>(aroundUse(F, Use));
  return Assignment && Assignment->isAssignmentOp() &&
         F.isWithin(Use, Assignment->getArg(0));
}

bool isNeutralUse(const Function &F, const DeclRefExpr *Use) {
  if (fillsItsVariable(F, Use))
    return true;
  const CXXMemberCallExpr *Call = callOn(F, Use);
  return Call && StringSwitch<bool>(calledName(Call))
                     .Cases({"size", "empty", "capacity"}, true)
                     .Cases({"valid", "done", "is_ready"}, true)
                     .Cases({"cancel", "cancelled"}, true)
                     .Default(false);
}

bool mayJoinWithin(const Function &F, const VarDecl *Holder,
                   const Stmt *Region) {
  for (const DeclRefExpr *Use : F.uses(Holder))
    if (F.isWithin(Use, Region) && !isNeutralUse(F, Use))
      return true;
  return false;
}

} // namespace corolint::model
