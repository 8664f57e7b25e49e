// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Lender.h"
#include "TaskType.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static bool isTemporary(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      return Temporary->getStorageDuration() == SD_FullExpression;
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E))
      E = Cast->getSubExpr();
    else
      return false;
  }
}

/// A class that frees something owns it; one that does not, only refers.
static bool isOwner(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && Record->hasDefinition() && Record->hasNonTrivialDestructor();
}

static const VarDecl *namedBy(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// The x of `*x`, `x.begin()`.
static const VarDecl *steppedFrom(const VarDecl *Next) {
  const Expr *From = Next && Next->getInit()
                         ? Next->getInit()->IgnoreUnlessSpelledInSource()
                         : nullptr;
  if (!From)
    return nullptr;
  if (const auto *Deref = dyn_cast<UnaryOperator>(From))
    return namedBy(Deref->getSubExpr());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(From))
    return namedBy(Operator->getArg(0));
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(From))
    return namedBy(Member->getImplicitObjectArgument());
  return namedBy(From);
}

/// The local that owns the elements which `for (auto &x : …)` names; null if
/// the variable is no such x, or if somebody else may own them.
static const VarDecl *iteratedBy(const VarDecl *Element) {
  if (!Element->isCXXForRangeDecl())
    return nullptr;
  // x is *__begin, __begin is __range.begin(), __range is the container.
  const VarDecl *Range = steppedFrom(steppedFrom(Element));
  const VarDecl *Container =
      Range && Range->getInit() ? namedBy(Range->getInit()) : nullptr;
  bool Owns =
      Container && Container->hasLocalStorage() &&
      !Container->getType()->isReferenceType() &&
      (Container->getType()->isArrayType() || isOwner(Container->getType()));
  return Owns ? Container : nullptr;
}

/// What a pointer leads to, if the caller gave that pointer.
static std::optional<Lender> callersAt(const Expr *Pointer) {
  Pointer = Pointer->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(Pointer))
    return Lender{nullptr, true};
  const auto *Ref = dyn_cast<DeclRefExpr>(Pointer);
  const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (Parameter && Parameter->getType()->isPointerType())
    return Lender{Parameter, true};
  return std::nullopt;
}

std::optional<Lender> lenderOf(const Expr *E) {
  if (isTemporary(E))
    return Lender{nullptr};
  E = E->IgnoreParenImpCasts();
  while (true) {
    const auto *Call = dyn_cast<CallExpr>(E);
    const auto *Member = dyn_cast<MemberExpr>(E);
    const auto *Deref = dyn_cast<UnaryOperator>(E);
    if (Call && Call->isCallToStdMove())
      E = Call->getArg(0)->IgnoreParenImpCasts();
    else if (Member && Member->getMemberDecl()->getType()->isReferenceType())
      return std::nullopt; // it only refers to what somebody else owns
    else if (Member && Member->isArrow())
      return callersAt(Member->getBase());
    else if (Member)
      E = Member->getBase()->IgnoreParenImpCasts();
    else if (Deref && Deref->getOpcode() == UO_Deref)
      return callersAt(Deref->getSubExpr());
    else
      break;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? lenderNamedBy(Ref->getDecl()) : std::nullopt;
}

std::optional<Lender> lenderNamedBy(const ValueDecl *Value) {
  const auto *Variable = dyn_cast<VarDecl>(Value);
  if (const auto *Binding = dyn_cast<BindingDecl>(Value))
    Variable = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
  if (!Variable || !Variable->hasLocalStorage())
    return std::nullopt;
  if (!Variable->getType()->isReferenceType())
    return Lender{Value};
  if (const VarDecl *Container = iteratedBy(Variable))
    return Lender{Container};
  return isa<ParmVarDecl>(Variable) ? std::optional<Lender>({Value, true})
                                    : std::nullopt;
}

bool isView(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type.getNonReferenceType());
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         (Record->getName() == "basic_string_view" ||
          Record->getName() == "span" ||
          Record->getName() == "reference_wrapper");
}

/// What a view is made of: `std::string` through its conversion,
/// `std::span(v)`, `std::ref(x)`, or the owner itself where the conversion
/// comes later.
static std::optional<Lender> viewed(const Expr *E) {
  const Expr *Inner = E->IgnoreParenImpCasts()->IgnoreImplicit();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner);
      Ref && isView(Ref->getType()) && isa<ParmVarDecl>(Ref->getDecl()))
    return Lender{Ref->getDecl(), true};
  if (isOwner(Inner->getType()))
    return Inner->isPRValue() ? Lender{nullptr} : lenderOf(E);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Inner);
      Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl())) {
    const Expr *Object = Call->getImplicitObjectArgument();
    return isOwner(Object->getType()) ? lenderOf(Object) : std::nullopt;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Inner))
    return viewed(Cast->getSubExpr());
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
      Construct && Construct->getNumArgs())
    return viewed(Construct->getArg(0));
  // `std::ref(x)` refers to whatever x is.
  if (const auto *Call = dyn_cast<CallExpr>(Inner);
      Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
      Call->getDirectCallee()->isInStdNamespace())
    return lenderOf(Call->getArg(0));
  return std::nullopt;
}

/// `&x`, a local array, and the inside of a local owner: `x.c_str()`.
static std::optional<Lender> pointedTo(const Expr *E) {
  if (auto Callers = callersAt(E))
    return Callers;
  E = E->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return lenderOf(Address->getSubExpr());
  if (E->getType()->isArrayType())
    return isa<clang::StringLiteral>(E) ? std::nullopt : lenderOf(E);
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (Method && Method->getIdentifier() &&
      Method->getParent()->isInStdNamespace() &&
      (Method->getName() == "c_str" || Method->getName() == "data") &&
      !isView(Call->getImplicitObjectArgument()->getType()))
    return lenderOf(Call->getImplicitObjectArgument());
  return std::nullopt;
}

std::optional<Lender> lenderOf(QualType Parameter, const Expr *Argument) {
  if (isView(Parameter))
    return viewed(Argument);
  if (Parameter->isReferenceType())
    return Argument->isGLValue() ? lenderOf(Argument) : std::nullopt;
  return Parameter->isPointerType() ? pointedTo(Argument) : std::nullopt;
}

} // namespace corolint::model
