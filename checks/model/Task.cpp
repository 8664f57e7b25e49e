// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Task.h"
#include "Lender.h"
#include "Model.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static const Expr *written(const Expr *E) {
  while (true) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts()->IgnoreImplicit();
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
        Construct && Construct->getNumArgs() == 1 &&
        Construct->getConstructor()->isCopyOrMoveConstructor())
      E = Construct->getArg(0);
    else if (const auto *Call = dyn_cast<CallExpr>(E);
             Call && Call->isCallToStdMove())
      E = Call->getArg(0);
    if (E == Before)
      return E;
  }
}

const LambdaExpr *closureOf(const Expr *E) {
  E = written(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return Lambda;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Variable || !Variable->hasInit() ||
      Variable->getType()->isReferenceType())
    return nullptr;
  return dyn_cast<LambdaExpr>(written(Variable->getInit()));
}

static bool isCoroutine(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (const Stmt *Body = Function->getBody(Definition))
    return isa<CoroutineBodyStmt>(Body);
  if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
    if (const Stmt *Body = Pattern->getBody(Definition))
      return isa<CoroutineBodyStmt>(Body);
  return false;
}

static Task task(Model &M, const Function &F, const CallExpr *Call,
                 Origin From) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const LambdaExpr *Closure = nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Call)
    Closure = closureOf(Operator->getArg(0));
  return {Call,   From,    M.types().find(Call->getType()),
          Callee, Closure, custodyOf(M, F, Call)};
}

/// `spawn(f)`, `spawn([&]() -> task<> {…})`: a coroutine that is not called
/// yet.
static void addClosures(Model &M, const Function &F, const CallExpr *Spawn,
                        std::vector<Task> &Tasks) {
  for (const Expr *Argument : Spawn->arguments()) {
    const LambdaExpr *Closure = closureOf(Argument);
    if (!Closure || !isCoroutine(Closure->getCallOperator()))
      continue;
    Tasks.push_back(
        {Argument, Origin::Closure,
         M.types().find(Closure->getCallOperator()->getReturnType()),
         Closure->getCallOperator(), Closure, custodyOf(M, F, Argument)});
  }
}

/// An awaiter that is never ready has work to do, and does it when awaited.
static bool makesLazyAwaitable(Model &M, const CallExpr *Call) {
  const CXXRecordDecl *Record = recordOf(Call->getType());
  if (!Record || !Call->isPRValue() || isa<CXXOperatorCallExpr>(Call) ||
      M.types().find(Call->getType()))
    return false;
  return M.words().plays(Record, Role::LazyAwaitable) ||
         readyOf(Record) == Ready::Never;
}

std::vector<Task> tasksOf(Model &M, const Function &F) {
  std::vector<Task> Tasks;
  for (const CallExpr *Call : F.calls()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && M.isSpawn(Callee)) {
      addClosures(M, F, Call, Tasks);
      const TaskType *Type = M.types().find(Call->getType());
      if (Type && Type->Starts == Start::Lazy) // co_spawn(…, use_awaitable)
        Tasks.push_back(task(M, F, Call, Origin::Call));
      else if (!Call->getType()->isVoidType())
        Tasks.push_back(task(M, F, Call, Origin::Spawn));
    } else if (M.makesTask(Call)) {
      Tasks.push_back(task(M, F, Call, Origin::Call));
    } else if (makesLazyAwaitable(M, Call)) {
      Tasks.push_back(task(M, F, Call, Origin::Awaitable));
    } else if (Callee && Call->getType()->isVoidType() && isCoroutine(Callee)) {
      Tasks.push_back(task(M, F, Call, Origin::Call));
    }
  }
  for (Task &Made : Tasks)
    if (Made.isDetached()) {
      Made.Held = {};
      Made.Held.Kind = Custody::Spawned;
      Made.Held.OfHandle = Custody::Discarded;
      Made.Held.Where = Made.Making;
    }
  return Tasks;
}

/// `this auto self`: the frame has a copy of the closure.
static bool copiesItsClosure(const LambdaExpr *Closure) {
  const CXXMethodDecl *Call = Closure->getCallOperator();
  return Call->isExplicitObjectMemberFunction() &&
         !Call->getParamDecl(0)->getType()->isReferenceType();
}

/// The closure object itself: captures are its members, not the frame's.
static void addClosure(Model &M, const Task &Made,
                       SmallVectorImpl<Borrow> &Borrows) {
  if (Made.Closure->capture_size() == 0 || copiesItsClosure(Made.Closure))
    return;
  SourceLocation At = Made.Closure->getIntroducerRange().getBegin();
  if (Made.From == Origin::Closure) {
    // Only a sink is known to let go of it; an owner keeps it.
    if (M.words().plays(Made.Held.Spawn->getDirectCallee(),
                        Role::ContinuationSink))
      Borrows.push_back({Lent::Closure, nullptr, At});
    return;
  }
  const Expr *Object =
      written(cast<CXXOperatorCallExpr>(Made.Making)->getArg(0));
  if (isa<LambdaExpr>(Object))
    Borrows.push_back({Lent::Closure, nullptr, At});
  else if (auto From = lenderOf(Object); From && From->Variable)
    Borrows.push_back({Lent::Closure, From->Variable, At});
}

static void addCaptures(const Task &Made, SmallVectorImpl<Borrow> &Borrows) {
  for (const LambdaCapture &Capture : Made.Closure->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByRef)
      continue;
    const ValueDecl *Variable = Capture.getCapturedVar();
    if (const auto *Own = dyn_cast<VarDecl>(Variable);
        Own && Own->isInitCapture()) {
      auto From = Own->getInit() ? lenderOf(Own->getInit()) : std::nullopt;
      Variable = From ? From->Variable : nullptr;
    }
    if (!Variable || Variable->getType()->isReferenceType())
      continue;
    Borrows.push_back(
        {Lent::Capture, Variable, Capture.getLocation(), &Capture});
  }
}

static void addArguments(const Task &Made, SmallVectorImpl<Borrow> &Borrows) {
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  if (!Call || !Made.Callee)
    return;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const auto *Method = dyn_cast<CXXMethodDecl>(Made.Callee);
  unsigned First = Operator && Method && !Method->isStatic() ? 1 : 0;
  for (unsigned I = First; I < Call->getNumArgs(); ++I) {
    if (I - First >= Made.Callee->getNumParams())
      break;
    const ParmVarDecl *Parameter = Made.Callee->getParamDecl(I - First);
    const Expr *Argument = Call->getArg(I);
    if (isa<CXXDefaultArgExpr>(Argument))
      continue;
    if (auto From = lenderOf(Parameter->getType(), Argument))
      Borrows.push_back({Lent::Argument, From->Variable, Argument->getExprLoc(),
                         nullptr, Parameter});
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    if (const Expr *Object = Member->getImplicitObjectArgument();
        Object && !Object->getType()->isPointerType())
      if (auto From = lenderOf(Object))
        Borrows.push_back({Lent::Object, From->Variable, Object->getExprLoc()});
}

SmallVector<Borrow, 4> borrowsOf(Model &M, const Function &, const Task &Made) {
  SmallVector<Borrow, 4> Borrows;
  if (Made.From == Origin::Spawn || Made.From == Origin::Awaitable)
    return Borrows; // the task it started is listed for itself
  if (Made.Closure) {
    addClosure(M, Made, Borrows);
    addCaptures(Made, Borrows);
  }
  addArguments(Made, Borrows);
  return Borrows;
}

} // namespace corolint::model
