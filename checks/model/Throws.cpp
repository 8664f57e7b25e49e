// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Throws.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
class Search {
public:
  explicit Search(Model &M) : M(M) {}

  ThrowChain from(const Function &F) {
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
    const auto *Resume =
        Point ? dyn_cast<CallExpr>(Point->getResumeExpr()->IgnoreImplicit())
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
  SmallPtrSet<const Function *, 16> Seen;
};
} // namespace

ThrowChain thrownOutOf(Model &M, const Function &F) {
  return Search(M).from(F);
}

} // namespace corolint::model
