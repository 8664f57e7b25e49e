// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Ownership.h"
#include "Model.h"
#include "Suspension.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const CXXMethodDecl *ownerGetter(Model &M, const CXXRecordDecl *Class) {
  Class = definitionOf(Class);
  if (!Class)
    return nullptr;
  for (const CXXMethodDecl *Method : Class->methods())
    if (M.words().plays(Method, Role::SharesItself))
      return Method;
  for (const CXXBaseSpecifier &Base : Class->bases())
    if (const CXXMethodDecl *Method = ownerGetter(M, recordOf(Base.getType())))
      return Method;
  return nullptr;
}

const CXXRecordDecl *classOfThis(const Function &F) {
  for (const Function *In = &F; In; In = In->outer())
    if (!In->lambda()) {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(In->decl());
      return Method && !Method->isStatic() ? Method->getParent() : nullptr;
    }
  return nullptr;
}

static bool isRelated(const CXXRecordDecl *A, const CXXRecordDecl *B) {
  A = definitionOf(A);
  B = definitionOf(B);
  return A && B && (A == B || A->isDerivedFrom(B) || B->isDerivedFrom(A));
}

/// `shared_ptr<Class>` and its like: a class of its own over it, by value.
static bool isOwnerOf(QualType Type, const CXXRecordDecl *Class) {
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(Type));
  if (!Special || Special->getTemplateArgs().size() == 0 ||
      Special->hasTrivialDestructor())
    return false;
  const TemplateArgument &Of = Special->getTemplateArgs()[0];
  return Of.getKind() == TemplateArgument::Type &&
         isRelated(recordOf(Of.getAsType()), Class);
}

bool ownsObject(Model &M, const Function &Body, const CXXRecordDecl *Class) {
  if (any_of(Body.decl()->parameters(), [&](const ParmVarDecl *Parameter) {
        return isOwnerOf(Parameter->getType(), Class);
      }))
    return true;
  if (Body.lambda() &&
      any_of(Body.lambda()->captures(), [&](const LambdaCapture &Capture) {
        return Capture.capturesVariable() &&
               Capture.getCaptureKind() == LCK_ByCopy &&
               isOwnerOf(Capture.getCapturedVar()->getType(), Class);
      }))
    return true;
  return any_of(Body.calls(), [&](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && M.words().plays(Callee, Role::SharesItself) &&
           !mayRunAfterSuspension(Body, Call);
  });
}

/// Other owners may let go at any time: that is what these are for.
static bool sharesForNow(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || !Call->isPRValue() ||
      !isNamedInStd(recordOf(Call->getType()), "shared_ptr"))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (!Method)
    return isNamedInStd(Callee, "atomic_load");
  return (isNamedInStd(Method->getParent(), "weak_ptr") &&
          Callee->getName() == "lock") ||
         (isNamedInStd(Method->getParent(), "atomic") &&
          Callee->getName() == "load");
}

const CallExpr *temporaryOwner(const Expr *E) {
  while (E) {
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      E = Member->getBase();
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      E = Unary->getSubExpr();
    } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
      OverloadedOperatorKind Kind = Operator->getOperator();
      E = Kind == OO_Star || Kind == OO_Arrow ? Operator->getArg(0) : nullptr;
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      if (sharesForNow(Call))
        return Call;
      const auto *Got = dyn_cast<CXXMemberCallExpr>(Call);
      const CXXMethodDecl *Method = Got ? Got->getMethodDecl() : nullptr;
      bool IsGet = Method && Method->getIdentifier() &&
                   Method->getName() == "get" && Method->isConst();
      E = IsGet ? Got->getImplicitObjectArgument() : nullptr;
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

} // namespace corolint::model
