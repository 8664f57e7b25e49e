// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Cancellation.h"
#include "Model.h"
#include "Suspension.h"
#include "Throws.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static const CXXRecordDecl *cancellationIn(Model &M, const DeclContext *Scope) {
  for (const Decl *D : Scope->decls()) {
    const CXXRecordDecl *Found = nullptr;
    if (const auto *Record = dyn_cast<CXXRecordDecl>(D))
      Found = M.words().plays(Record, Role::Cancellation)
                  ? Record->getDefinition()
                  : nullptr;
    else if (const auto *Inner = dyn_cast<NamespaceDecl>(D);
             Inner && Inner->isInline())
      Found = cancellationIn(M, Inner);
    if (Found)
      return Found;
  }
  return nullptr;
}

/// The exception that stands in a namespace around the type of \p F's task.
static const CXXRecordDecl *cancellationOf(Model &M, const Function &F) {
  const TaskType *Type = M.types().find(F.decl()->getReturnType());
  const DeclContext *Scope = Type ? Type->Record->getDeclContext() : nullptr;
  for (; Scope; Scope = Scope->getParent()) {
    const auto *Namespace = dyn_cast<NamespaceDecl>(Scope);
    if (!Namespace) {
      if (const CXXRecordDecl *Found = cancellationIn(M, Scope))
        return Found;
      continue;
    }
    for (const NamespaceDecl *Part : Namespace->redecls())
      if (const CXXRecordDecl *Found = cancellationIn(M, Part))
        return Found;
  }
  return nullptr;
}

/// The first handler of \p Try that catches a \p Thrown.
static const CXXCatchStmt *handlerOf(const CXXTryStmt *Try,
                                     const CXXRecordDecl *Thrown) {
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = Try->getHandler(I);
    QualType Caught = Handler->getCaughtType();
    if (Caught.isNull())
      return Handler;
    const CXXRecordDecl *Record = recordOf(Caught.getNonReferenceType());
    if (Record &&
        (declaresSameEntity(Record, Thrown) || Thrown->isDerivedFrom(Record)))
      return Handler;
  }
  return nullptr;
}

static bool catchesItself(const CXXCatchStmt *Handler,
                          const CXXRecordDecl *Thrown) {
  QualType Caught = Handler->getCaughtType();
  return !Caught.isNull() &&
         declaresSameEntity(recordOf(Caught.getNonReferenceType()), Thrown);
}

/// `throw;`, `std::current_exception()` and functions that may do either find
/// out what was thrown.
static bool mayLook(Model &M, const Function &F, const CXXCatchStmt *Handler) {
  auto IsHere = [&](const Stmt *S) { return F.isWithin(S, Handler); };
  if (any_of(F.throws(), IsHere) || any_of(F.lambdas(), IsHere))
    return true;
  return any_of(F.calls(), [&](const CallExpr *Call) {
    if (!IsHere(Call))
      return false;
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return true;
    if (const Function *Body = M.function(Callee))
      return !Body->throws().empty() || !Body->lambdas().empty() ||
             any_of(Body->calls(), [](const CallExpr *Inner) {
               const FunctionDecl *Next = Inner->getDirectCallee();
               return !Next ||
                      (Next->isInStdNamespace() && Next->getIdentifier() &&
                       Next->getName().contains("exception"));
             });
    const SourceManager &Sources = M.context().getSourceManager();
    if (!Sources.isInSystemHeader(Callee->getLocation()))
      return true;
    return Callee->getIdentifier() &&
           (Callee->getName().contains("exception") ||
            Callee->getName().contains("nested"));
  });
}

SmallVector<Swallowing, 1> swallowedCancellations(Model &M, const Function &F) {
  // What is thrown at an await comes to the innermost `try` around it.
  MapVector<const CXXTryStmt *, SmallVector<const Stmt *, 4>> Awaits;
  for (const Expr *Point : F.suspensions())
    if (const CXXTryStmt *Try = F.tryAround(Point);
        Try && isa<CoawaitExpr>(Point) && F.loopAround(Try) &&
        maySuspend(Point))
      Awaits[Try].push_back(Point);
  SmallVector<Swallowing, 1> Found;
  const CXXRecordDecl *Thrown = Awaits.empty() ? nullptr : cancellationOf(M, F);
  if (!Thrown)
    return Found;
  for (const auto &[Try, Points] : Awaits) {
    const CXXCatchStmt *Handler = handlerOf(Try, Thrown);
    if (Handler && !catchesItself(Handler, Thrown) && !mayLook(M, F, Handler) &&
        M.flow(F).comesOnlyTo(Points, Handler))
      Found.push_back({Handler, cast<Expr>(Points.front()), Thrown});
  }
  return Found;
}

} // namespace corolint::model
