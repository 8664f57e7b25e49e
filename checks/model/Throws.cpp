// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Throws.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// Null for what stands in no namespace.
static const DeclContext *outermostNamespace(const NamedDecl *Decl) {
  const DeclContext *Found = nullptr;
  for (const DeclContext *Around = Decl->getDeclContext(); Around;
       Around = Around->getParent())
    if (Around->isNamespace())
      Found = Around->getPrimaryContext();
  return Found;
}

namespace {
class Search {
public:
  Search(Model &M, const NamedDecl *Aside)
      : M(M), Aside(Aside ? outermostNamespace(Aside) : nullptr) {}

  ThrowChain from(const Function &F) {
    if (Aside && F.decl() && outermostNamespace(F.decl()) == Aside)
      return {};
    // What stands in a `try` may be caught there.
    for (const CXXThrowExpr *Throw : F.throws())
      if (!F.tryAround(Throw))
        return {Throw};
    for (const CallExpr *Call : F.calls())
      if (ThrowChain Chain = through(F, Call, Call->getDirectCallee());
          !Chain.empty())
        return Chain;
    for (const Expr *Point : F.suspensions())
      if (ThrowChain Chain = through(F, Point, resumptionOf(Point));
          !Chain.empty())
        return Chain;
    return {};
  }

private:
  static const FunctionDecl *resumptionOf(const Expr *Suspension) {
    const auto *Point = dyn_cast<CoroutineSuspendExpr>(Suspension);
    // There is none where an error makes the type of the operand dependent.
    const auto *Resume =
        Point && Point->getResumeExpr()
            ? dyn_cast<CallExpr>(Point->getResumeExpr()->IgnoreImplicit())
            : nullptr;
    return Resume ? Resume->getDirectCallee() : nullptr;
  }

  ThrowChain through(const Function &F, const Stmt *At,
                     const FunctionDecl *Callee) {
    if (!Callee || F.tryAround(At))
      return {};
    if (Callee->isInStdNamespace() && Callee->getIdentifier() &&
        Callee->getName() == "rethrow_exception")
      return {At};
    const Function *Body = M.function(Callee);
    // A coroutine throws into its promise, and an overrider may not throw.
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    const auto *Type = Callee->getType()->getAs<FunctionProtoType>();
    if (!Body || Body->coroutine() || (Method && Method->isVirtual()) ||
        !Type || Type->isNothrow() || !Seen.insert(Body).second)
      return {};
    ThrowChain Rest = from(*Body);
    if (!Rest.empty())
      Rest.insert(Rest.begin(), At);
    return Rest;
  }

  Model &M;
  const DeclContext *Aside;
  SmallPtrSet<const Function *, 16> Seen;
};
} // namespace

ThrowChain thrownOutOf(Model &M, const Function &F, const NamedDecl *Aside) {
  return Search(M, Aside).from(F);
}

} // namespace corolint::model
