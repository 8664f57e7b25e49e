// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Blocking.h"
#include "Model.h"
#include "Pools.h"
#include "Waiting.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const Blocking::Saying &Blocking::saidOf(const FunctionDecl *Callee) {
  auto [Slot, IsNew] = Said.try_emplace(Callee);
  if (IsNew)
    Slot->second = {M.words().blocksBy(Callee), M.words().judges(Callee)};
  return Slot->second;
}

std::optional<Role> Blocking::blocksBy(const Function *F, const Step &S) {
  // The end of what `std::async` gives.
  const auto *Ended = dyn_cast_or_null<VarDecl>(S.Ended);
  if (!S.Made && Ended && isWaitedForAtEnd(M, Ended))
    return Role::WaitsAtEnd;
  std::optional<Role> By = saidOf(S.Callee).By;
  if (!By)
    return std::nullopt;
  bool IsCall = isa_and_nonnull<CallExpr, CXXConstructExpr>(S.Made);
  bool Waits = IsCall ? F && waitsBy(M, *F, S.Made, *By) : waitsAnyhow(*By);
  return Waits ? By : std::nullopt;
}

Chain Blocking::chainFrom(const Function &F, const CallExpr *Call) {
  std::optional<Step> S = stepOf(M, Call);
  return S ? chainFrom(F, *S) : Chain();
}

bool Blocking::runsOnALoop(const Function &F) const {
  const TaskType *Type = M.types().find(F.decl()->getReturnType());
  auto IsGivenPlace = [&](const ParmVarDecl *Parameter) {
    return M.words().plays(
        Parameter->getType().getNonReferenceType()->getAsCXXRecordDecl(),
        Role::ResumesElsewhere);
  };
  if (any_of(F.decl()->parameters(), IsGivenPlace) || startsOnlyOnPools(M, F))
    return false;
  return !Type || Type->IsAwaitable || Type->IsDetached ||
         any_of(F.suspensions(), IsaPred<CoawaitExpr>) ||
         none_of(F.suspensions(), IsaPred<CoyieldExpr>);
}

bool Blocking::hasLeftLoop(const Function &F, SourceLocation Place) {
  auto [Slot, IsNew] = Leaving.try_emplace(&F);
  if (IsNew) {
    auto Leaves = [&](const Expr *Point) {
      const auto *Await = dyn_cast<CoawaitExpr>(Point);
      return Await && movesToPool(M, Await);
    };
    if (auto First = find_if(F.suspensions(), Leaves);
        First != F.suspensions().end())
      Slot->second = (*First)->getBeginLoc();
  }
  return Slot->second.isValid() && Slot->second < Place;
}

} // namespace corolint::model
