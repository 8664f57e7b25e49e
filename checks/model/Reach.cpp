// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Reach.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const CallChain &Reach::within(const FunctionDecl *Callee) {
  auto [Slot, IsNew] = Known.try_emplace(Callee);
  if (!IsNew)
    return Slot->second;
  const Function *F = M.function(Callee);
  CallChain Chain;
  // A coroutine that does it is reported for itself, not at its callers.
  if (F && !F->coroutine() && !M.words().plays(Callee, Role::NonBlocking))
    for (const CallExpr *Call : F->calls())
      if (Chain = chainFrom(*F, Call); !Chain.empty())
        break;
  return Known[Callee] = std::move(Chain);
}

/// `dump(); std::exit(1);`: the last words of a program hold nobody up.
static bool precedesTheEnd(const Function &F, const Stmt *S) {
  for (const Stmt *Around = F.parent(S); Around;
       S = Around, Around = F.parent(Around)) {
    const auto *Block = dyn_cast<CompoundStmt>(Around);
    if (!Block)
      continue;
    for (const Stmt *Next :
         make_range(find(Block->body(), S), Block->body_end())) {
      const auto *E = dyn_cast<Expr>(Next);
      const auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreImplicit()) : nullptr;
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      if (Callee && Callee->isNoReturn())
        return true;
    }
  }
  return false;
}

CallChain Reach::chainFrom(const Function &F, const CallExpr *Call) {
  if (Does(F, Call))
    return precedesTheEnd(F, Call) ? CallChain() : CallChain{Call};
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return {};
  // An overrider may do something else, and does so on purpose.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Method->isVirtual() && !Method->hasAttr<FinalAttr>())
    return {};
  const FunctionDecl *Definition = nullptr;
  if (!Callee->hasBody(Definition))
    return {};
  const CallChain &Rest = within(Definition);
  if (Rest.empty() || precedesTheEnd(F, Call))
    return {};
  CallChain Chain{Call};
  append_range(Chain, Rest);
  return Chain;
}

} // namespace corolint::model
