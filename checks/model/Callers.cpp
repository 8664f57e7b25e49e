// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Callers.h"
#include "Lender.h"
#include "Model.h"
#include "Waits.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static const Expr *argumentFor(const CallExpr *Call,
                               const ParmVarDecl *Parameter) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  bool HasObjectFirst =
      isa<CXXOperatorCallExpr>(Call) && Method && !Method->isStatic();
  unsigned Index = Parameter->getFunctionScopeIndex() + HasObjectFirst;
  return Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
}

static std::optional<Lender> lenderAt(const CallSite &Site,
                                      const ValueDecl *Parameter) {
  if (const auto *Named = dyn_cast_or_null<ParmVarDecl>(Parameter)) {
    const Expr *Argument = argumentFor(Site.Call, Named);
    return Argument ? lenderOf(Named->getType(), Argument) : std::nullopt;
  }
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Site.Call);
  const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
  if (!Object)
    return std::nullopt;
  return Object->getType()->isPointerType()
             ? lenderOf(Object->getType(), Object)
             : lenderOf(Object);
}

/// `run(f(x))`: when the bridge returns, the loop stands still, and with it all
/// that f started.
static bool isWithinBridge(Model &M, const CallSite &Site) {
  for (const Stmt *S = Site.Call; S; S = Site.In->parent(S))
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && Call->getDirectCallee() &&
        M.words().plays(Call->getDirectCallee(), Role::Bridge))
      return true;
  return false;
}

static bool diesAfter(Model &M, const CallSite &Site, const Lender &Lent) {
  if (isWithinBridge(M, Site))
    return false;
  if (!Lent.Variable)
    return true; // with the full-expression of the call
  const auto *Variable = dyn_cast<VarDecl>(Lent.Variable);
  return Variable && M.flow(*Site.In).reachesEndOf(
                         Variable, Site.Call, waitsFor(M, *Site.In, Site.Call));
}

static std::optional<ShortLife> search(Model &M, const Function &F,
                                       const ValueDecl *Parameter,
                                       unsigned Steps) {
  constexpr unsigned FarEnough = 3;
  if (!F.decl() || Steps == FarEnough)
    return std::nullopt;
  for (const CallSite &Site : M.callsOf(F.decl())) {
    auto Lent = lenderAt(Site, Parameter);
    if (!Lent)
      continue;
    std::optional<ShortLife> Found;
    if (Lent->IsCallers)
      Found = search(M, *Site.In, Lent->Variable, Steps + 1);
    else if (diesAfter(M, Site, *Lent))
      Found = ShortLife{{}, Lent->Variable};
    if (Found) {
      Found->Way.insert(Found->Way.begin(), Site);
      return Found;
    }
  }
  return std::nullopt;
}

std::optional<ShortLife> shortLifeOf(Model &M, const Function &F,
                                     const ValueDecl *Parameter) {
  return search(M, F, Parameter, 0);
}

} // namespace corolint::model
