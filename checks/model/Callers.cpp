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

/// Who has the handle of the task after the call of \p Site.
struct Handle {
  bool IsReturned;
  CustodyFact Held; ///< at the site, if it is returned there
};

static bool diesAfter(Model &M, const CallSite &Site, const Lender &Lent,
                      const Handle &Of) {
  if (isWithinBridge(M, Site))
    return false;
  WaitPlaces Waits = waitsFor(M, *Site.In, Site.Call);
  if (Of.IsReturned) {
    switch (Of.Held.Kind) {
    case Custody::Joined:
      append_range(Waits, Of.Held.Joins);
      append_range(Waits, Of.Held.Escapes);
      break;
    case Custody::Discarded:
    case Custody::Kept:
      break;
    default:
      return false;
    }
  }
  if (!Lent.Variable)
    return true; // with the full-expression of the call
  const auto *Variable = dyn_cast<VarDecl>(Lent.Variable);
  return Variable && M.flow(*Site.In).reachesEndOf(Variable, Site.Call, Waits);
}

static std::optional<ShortLife> search(Model &M, const Function &F,
                                       const ValueDecl *Parameter,
                                       bool ReturnsHandle, unsigned Steps) {
  constexpr unsigned FarEnough = 3;
  if (!F.decl() || Steps == FarEnough)
    return std::nullopt;
  for (const CallSite &Site : M.callsOf(F.decl())) {
    auto Lent = lenderAt(Site, Parameter);
    if (!Lent)
      continue;
    Handle Of{ReturnsHandle, {}};
    if (ReturnsHandle)
      Of.Held = custodyOf(M, *Site.In, Site.Call);
    bool ReturnsOn = ReturnsHandle && Of.Held.Kind == Custody::Returned;
    std::optional<ShortLife> Found;
    if (Lent->IsCallers && ReturnsOn == ReturnsHandle)
      Found = search(M, *Site.In, Lent->Variable, ReturnsOn, Steps + 1);
    else if (!Lent->IsCallers && diesAfter(M, Site, *Lent, Of))
      Found = ShortLife{{}, Lent->Variable};
    if (Found) {
      Found->Way.insert(Found->Way.begin(), Site);
      return Found;
    }
  }
  return std::nullopt;
}

bool mayRunAfterReturn(Model &M, const Function &F, const Task &Made,
                       const VarDecl *Variable) {
  if (!F.decl() || F.coroutine())
    return true;
  ArrayRef<CallSite> Sites = M.callsOf(F.decl());
  return Sites.empty() || any_of(Sites, [&](const CallSite &Site) {
           CustodyFact Of = custodyOf(M, *Site.In, Site.Call);
           switch (Of.Kind) {
           case Custody::AwaitedInPlace:
             // Parameters die with the full-expression of the call.
             return !isa_and_nonnull<ParmVarDecl>(Variable);
           case Custody::Discarded:
           case Custody::Tested:
             return Made.isEager() && Made.Type->WhenDropped == Drop::Detaches;
           case Custody::Kept:
             return Made.isEager();
           default:
             return true;
           }
         });
}

std::optional<ShortLife> shortLifeOf(Model &M, const Function &F,
                                     const Task &Made,
                                     const ValueDecl *Parameter) {
  return search(M, F, Parameter, Made.Held.OfHandle == Custody::Returned, 0);
}

} // namespace corolint::model
