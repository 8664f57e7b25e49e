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

} // namespace corolint::model
