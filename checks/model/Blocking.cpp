// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Blocking.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static bool isZero(const APValue &Value) {
  if (Value.isInt())
    return Value.getInt() == 0;
  // A duration is a class around its count.
  return Value.isStruct() && Value.getStructNumFields() == 1 &&
         isZero(Value.getStructField(0));
}

/// `wait_for(0s)`, `poll(fds, n, 0)`: a look, not a wait.
static bool lastsNoTime(const CallExpr *Call, ASTContext &Ctx) {
  if (!Call->getNumArgs())
    return false;
  const Expr *Time = Call->getArg(Call->getNumArgs() - 1);
  if (isa<CXXDefaultArgExpr>(Time) || Time->isValueDependent())
    return false;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Time))
    Time = Temporary->getSubExpr();
  Expr::EvalResult Result;
  return Time->EvaluateAsRValue(Result, Ctx) && isZero(Result.Val);
}

/// `if (f.wait_for(0s) == ready) use(f.get())`: somebody asked before.
static bool wasAskedBefore(const Function &F, const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const VarDecl *Object =
      Member ? rootVariable(Member->getImplicitObjectArgument()) : nullptr;
  if (!Object)
    return false;
  return any_of(F.uses(Object), [&](const DeclRefExpr *Use) {
    const auto *Asked = dyn_cast_or_null<MemberExpr>(F.parent(Use));
    const auto *Name =
        Asked ? Asked->getMemberDecl()->getIdentifier() : nullptr;
    return Name && Use->getBeginLoc() < Call->getBeginLoc() &&
           (Name->isStr("wait_for") || Name->isStr("wait_until") ||
            Name->isStr("wait") || Name->isStr("is_ready"));
  });
}

bool Blocking::isBlocking(const Function &F, const CallExpr *Call) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || M.words().plays(Callee, Role::NonBlocking))
    return false;
  bool Blocks = M.words().plays(Callee, Role::Blocks) ||
                (M.words().plays(Callee, Role::BlocksFor) &&
                 !lastsNoTime(Call, M.context()));
  return Blocks && !wasAskedBefore(F, Call);
}

const BlockingChain &Blocking::within(const FunctionDecl *Callee) {
  auto [Slot, IsNew] = Known.try_emplace(Callee);
  if (!IsNew)
    return Slot->second;
  const Function *F = M.function(Callee);
  BlockingChain Chain;
  // A coroutine that blocks is reported for itself, not at its callers.
  if (F && !F->coroutine() && !M.words().plays(Callee, Role::NonBlocking))
    for (const CallExpr *Call : F->calls())
      if (Chain = chainFrom(*F, Call); !Chain.empty())
        break;
  return Known[Callee] = std::move(Chain);
}

BlockingChain Blocking::chainFrom(const Function &F, const CallExpr *Call) {
  if (isBlocking(F, Call))
    return {Call};
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
  const BlockingChain &Rest = within(Definition);
  if (Rest.empty())
    return {};
  BlockingChain Chain{Call};
  append_range(Chain, Rest);
  return Chain;
}

} // namespace corolint::model
