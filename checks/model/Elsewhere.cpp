// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Elsewhere.h"
#include "Model.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint::model {

bool Elsewhere::isElsewhere(const Step &S) const {
  const FunctionDecl *Callee = S.Callee;
  const SourceManager &Sources = M.context().getSourceManager();
  SourceLocation Loc = Callee->getLocation();
  if (Loc.isInvalid() || Callee->isImplicit() || Callee->getBuiltinID() ||
      Sources.isInSystemHeader(Sources.getExpansionLoc(Loc)))
    return false;
  // Not every destructor that may run is somebody's text.
  if (S.IsDispatched && isa<CXXDestructorDecl>(Callee))
    return false;
  if (!S.IsDispatched && (Callee->isDefined() || Callee->isDefaulted() ||
                          Callee->isDeleted() || Callee->isDependentContext()))
    return false;
  // What makes a task does not run its body.
  return !isAwaitable(recordOf(Callee->getReturnType())) &&
         !M.words().plays(Callee, Role::NonBlocking);
}

} // namespace corolint::model
