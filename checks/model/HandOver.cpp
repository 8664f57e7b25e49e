// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "HandOver.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static const Expr *bare(const Expr *E) {
  return E->IgnoreParenImpCasts()->IgnoreImplicit();
}

/// The x of `std::move(x)`, `std::forward<T>(x)`; null for others.
static const Expr *movedBy(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
                 (Callee->getName() == "move" ||
                  Callee->getName() == "forward") &&
                 Call->getNumArgs() == 1
             ? bare(Call->getArg(0))
             : nullptr;
}

static bool isOthers(const Expr *E);

/// Does the pointer, of any kind, lead to what is not the function's own?
static bool leadsToOthers(const Expr *Pointer) {
  Pointer = bare(Pointer);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Pointer);
      Ref && isa<ParmVarDecl>(Ref->getDecl()) &&
      Ref->getDecl()->getType()->isPointerType())
    return true;
  if (const auto *Address = dyn_cast<UnaryOperator>(Pointer);
      Address && Address->getOpcode() == UO_AddrOf)
    return isOthers(Address->getSubExpr());
  // `held->f()` with a smart pointer: its object holds what it leads to.
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Pointer))
    return Arrow->getOperator() == OO_Arrow && isOthers(Arrow->getArg(0));
  return isa<CXXThisExpr, CXXNullPtrLiteralExpr, clang::StringLiteral>(
             Pointer) ||
         (Pointer->isGLValue() && isOthers(Pointer));
}

/// Is the object that \p E names the caller's or the program's?
static bool isOthers(const Expr *E) {
  E = bare(E);
  if (const Expr *Moved = movedBy(E))
    return isOthers(Moved);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *Value = Ref->getDecl();
    if (const auto *Variable = dyn_cast<VarDecl>(Value))
      return Variable->hasGlobalStorage() ||
             (isa<ParmVarDecl>(Variable) &&
              Variable->getType()->isReferenceType());
    return isa<FunctionDecl>(Value);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->isArrow() ? leadsToOthers(Member->getBase())
                             : isOthers(Member->getBase());
  if (const auto *Deref = dyn_cast<UnaryOperator>(E))
    return Deref->getOpcode() == UO_Deref && leadsToOthers(Deref->getSubExpr());
  if (const auto *Star = dyn_cast<CXXOperatorCallExpr>(E))
    return Star->getOperator() == OO_Star && Star->getNumArgs() == 1 &&
           isOthers(Star->getArg(0));
  return isa<clang::StringLiteral>(E);
}

static bool isTemporary(const Expr *E) {
  while (const auto *Cast = dyn_cast<ImplicitCastExpr>(E))
    E = Cast->getSubExpr();
  return isa<MaterializeTemporaryExpr>(E->IgnoreParens());
}

namespace {

class Arguments {
public:
  explicit Arguments(const Function &F) : F(F) {}

  bool liveOn(QualType Parameter, const Expr *Argument) {
    if (Parameter->isReferenceType())
      return !isTemporary(Argument) && isOthers(Argument);
    if (Parameter->isPointerType())
      return leadsToOthers(Argument);
    if (Parameter->isRecordType())
      return isHandedOn(Parameter, Argument);
    return (Parameter->isArithmeticType() || Parameter->isEnumeralType() ||
            Parameter->isNullPtrType()) &&
           !Argument->HasSideEffects(F.decl()->getASTContext());
  }

  /// The frame may be what keeps a parameter alive that is not handed on.
  bool leaveNothingBehind() const {
    return all_of(F.decl()->parameters(), [&](const ParmVarDecl *Parameter) {
      const CXXRecordDecl *Record = Parameter->getType()->getAsCXXRecordDecl();
      return !Record || HandedOn.contains(Parameter) ||
             (Record->hasDefinition() && Record->hasTrivialDestructor());
    });
  }

private:
  /// A copy of the same type, or one that is made of what others own.
  bool isHandedOn(QualType Parameter, const Expr *Argument) {
    const Expr *From = bare(Argument);
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(From)) {
      if (Construct->getNumArgs() == 0 ||
          (Construct->getNumArgs() > 1 &&
           !isa<CXXDefaultArgExpr>(Construct->getArg(1))))
        return false;
      From = bare(Construct->getArg(0));
    }
    if (const Expr *Moved = movedBy(From))
      From = Moved;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(From))
      if (const auto *Own = dyn_cast<ParmVarDecl>(Ref->getDecl());
          Own && Own->getType()->getCanonicalTypeUnqualified() ==
                     Parameter->getCanonicalTypeUnqualified()) {
        HandedOn.insert(Own);
        return true;
      }
    return isOthers(From) ||
           (From->getType()->isPointerType() && leadsToOthers(From));
  }

  const Function &F;
  SmallPtrSet<const ParmVarDecl *, 4> HandedOn;
};

} // namespace

bool needsNothingOf(const Function &F, const Task &Made) {
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return false;
  ArrayRef<const Expr *> Given(Call->getArgs(), Call->getNumArgs());
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Method && !Method->isStatic()) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    if (!Member && (!isa<CXXOperatorCallExpr>(Call) || Given.empty() ||
                    Method->isExplicitObjectMemberFunction()))
      return false;
    const Expr *Object =
        Member ? Member->getImplicitObjectArgument() : Given.front();
    if (!Member)
      Given = Given.drop_front();
    if (isTemporary(Object) ||
        !(Object->getType()->isPointerType() ? leadsToOthers(Object)
                                             : isOthers(Object)))
      return false;
  }
  if (Given.size() != Callee->getNumParams())
    return false;
  Arguments All(F);
  for (unsigned I = 0; I < Given.size(); ++I) {
    QualType Type = Callee->getParamDecl(I)->getType();
    const auto *Default = dyn_cast<CXXDefaultArgExpr>(Given[I]);
    // It names where it is evaluated, or makes a temporary.
    if (Default && !Type->isArithmeticType() && !Type->isPointerType())
      return false;
    if (!Default && !All.liveOn(Type, Given[I]))
      return false;
  }
  return All.leaveNothingBehind();
}

} // namespace corolint::model
