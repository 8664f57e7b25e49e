// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Handles.h"
#include "TaskType.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isInStd(const CXXRecordDecl *Record, StringRef Name) {
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         Record->getName() == Name;
}

bool isHandle(QualType Type) {
  return isInStd(recordOf(Type), "coroutine_handle");
}

MethodCall methodCall(const CallExpr *Call) {
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    Object = Member->getBase();
    Name = Member->getMemberDecl()->getDeclName();
  } else if (const auto *Dependent =
                 dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Object = Dependent->isImplicitAccess() ? nullptr : Dependent->getBase();
    Name = Dependent->getMember();
  }
  return {Object ? Object->IgnoreParenImpCasts() : nullptr,
          Name.getAsIdentifierInfo() ? Name.getAsIdentifierInfo()->getName()
                                     : StringRef()};
}

} // namespace corolint::model
