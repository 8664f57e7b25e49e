// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Awaiters.h"
#include "Handles.h"
#include "Model.h"
#include "Suspension.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

// --- stacks that grow --------------------------------------------------------

static bool isAwaitSuspend(const Function &F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F.decl());
  return Method && Method->getIdentifier() &&
         Method->getName() == "await_suspend" && Method->getNumParams() == 1;
}

/// `handle.resume()` or `handle()`, in a place that is always come to if there
/// is a handle: not under a condition that calls anything else.
static const CallExpr *resumeIn(const Function &F) {
  auto IsHandleCall = [](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    return Method && isInStd(Method->getParent(), "coroutine_handle");
  };
  const CallExpr *Resume = nullptr;
  for (const CallExpr *Call : F.calls()) {
    if (!IsHandleCall(Call))
      return nullptr; // an exchange of flags, a queue, a scheduler
    const FunctionDecl *Callee = Call->getDirectCallee();
    bool IsResume = Callee->getOverloadedOperator() == OO_Call ||
                    methodCall(Call).second == "resume";
    if (IsResume && F.loopAround(Call))
      return nullptr; // several that wait
    if (IsResume)
      Resume = Call;
  }
  return Resume;
}

/// The `await_suspend` that \p Suspension calls.
static const FunctionDecl *suspenderOf(const Expr *Suspension) {
  const auto *Point = dyn_cast<CoroutineSuspendExpr>(Suspension);
  if (!Point || !Point->getSuspendExpr())
    return nullptr;
  const Expr *Suspend = Point->getSuspendExpr()->IgnoreImplicit();
  while (const auto *Around = dyn_cast<CallExpr>(Suspend)) {
    const FunctionDecl *Callee = Around->getDirectCallee();
    if (Callee && Callee->getIdentifier() &&
        Callee->getName() == "await_suspend")
      return Callee;
    // A transferred handle is asked for its address.
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Around);
    if (!Member)
      return nullptr;
    Suspend = Member->getImplicitObjectArgument()->IgnoreImplicit();
  }
  return nullptr;
}

/// Does the await run the task itself, on the stack of whoever awaits?
static bool startsInPlace(Model &M, const Expr *Await) {
  const FunctionDecl *Suspender = suspenderOf(Await);
  const Function *F = Suspender ? M.function(Suspender) : nullptr;
  return F && (isHandle(Suspender->getReturnType()) || resumeIn(*F));
}

std::optional<Growth> growthBy(Model &M, const Function &F) {
  if (!isAwaitSuspend(F) || F.isDependent() ||
      !F.decl()->getReturnType()->isVoidType())
    return std::nullopt;
  const CallExpr *Resume = resumeIn(F);
  if (!Resume)
    return std::nullopt;
  const CXXRecordDecl *Awaiter = cast<CXXMethodDecl>(F.decl())->getParent();
  for (const Function &Loop : M.functions()) {
    if (!Loop.coroutine() || Loop.isDependent())
      continue;
    for (const Expr *Await : Loop.suspensions()) {
      if (!isa<CoawaitExpr>(Await) || !Loop.loopAround(Await))
        continue;
      const auto *Call =
          dyn_cast<CallExpr>(cast<CoawaitExpr>(Await)
                                 ->getOperand()
                                 ->IgnoreUnlessSpelledInSource());
      const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      const Function *Body = M.function(Callee);
      if (!Body || !Body->coroutine())
        continue;
      const TaskType *Type = M.types().find(Call->getType());
      if (!Type || Type->Starts != Start::Lazy || !Type->FinalAwaiter ||
          Type->FinalAwaiter->getLocation() != Awaiter->getLocation() ||
          !startsInPlace(M, Await))
        continue;
      SmallVector<const Stmt *, 4> Stops;
      for (const Expr *Point : Body->suspensions())
        if (maySuspend(Point))
          Stops.push_back(Point);
      if (M.flow(*Body).mayEndWithout(Stops))
        return Growth{Resume, Await};
    }
  }
  return std::nullopt;
}

// --- awaiters that are gone --------------------------------------------------

/// The thread that is started with what \p Use is part of.
static const Expr *threadGiven(const Function &F, const Stmt *Use) {
  for (const Stmt *Around = F.parent(Use); Around; Around = F.parent(Around)) {
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Around)) {
      const CXXRecordDecl *Record = Construct->getConstructor()->getParent();
      if ((isInStd(Record, "thread") || isInStd(Record, "jthread")) &&
          !Construct->getConstructor()->isCopyOrMoveConstructor())
        return Construct;
    }
    if (const auto *Call = dyn_cast<CallExpr>(Around)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      return Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
                     Callee->getName() == "async"
                 ? Call
                 : nullptr;
    }
  }
  return nullptr;
}

/// An await whose awaiter is a temporary of type \p Awaiter: it is part of the
/// frame, and gone when the coroutine runs on.
static const Expr *awaitOfTemporary(Model &M, const CXXRecordDecl *Awaiter) {
  for (const Function &F : M.functions()) {
    if (!F.coroutine())
      continue;
    for (const Expr *Await : F.suspensions()) {
      const auto *Point = dyn_cast<CoroutineSuspendExpr>(Await);
      const Expr *Object =
          Point ? Point->getCommonExpr()->IgnoreParens() : nullptr;
      if (const auto *Bound =
              dyn_cast_or_null<MaterializeTemporaryExpr>(Object);
          Bound && recordOf(Bound->getType()) &&
          recordOf(Bound->getType())->getLocation() == Awaiter->getLocation())
        return Await;
    }
  }
  return nullptr;
}

std::optional<LateMember> memberUsedLate(Model &M, const Function &F) {
  if (!isAwaitSuspend(F) || F.isDependent())
    return std::nullopt;
  for (const DeclRefExpr *Use : F.uses(F.decl()->getParamDecl(0))) {
    const Expr *Sink = threadGiven(F, Use);
    if (!Sink)
      continue;
    for (const Expr *This : F.usesOfThis())
      if (!F.isWithin(This, Sink) && M.flow(F).reaches(Sink, {This}, {}, {}))
        if (const Expr *Await =
                awaitOfTemporary(M, cast<CXXMethodDecl>(F.decl())->getParent()))
          return LateMember{Sink, This, Await};
  }
  return std::nullopt;
}

} // namespace corolint::model
