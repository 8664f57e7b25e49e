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

const LambdaExpr *closureOf(Model &M, const Expr *E) {
  E = written(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return Lambda;
  const CXXRecordDecl *Record = E->getType()->getAsCXXRecordDecl();
  const Function *Body = Record && Record->isLambda()
                             ? M.function(Record->getLambdaCallOperator())
                             : nullptr;
  return Body ? Body->lambda() : nullptr;
}

/// The one lambda that is ever put into a `std::function` that \p Callable
/// names; null if there are several, or something else.
static const LambdaExpr *closureIn(Model &M, const Function &F,
                                   const Expr *Callable) {
  const CXXRecordDecl *Record = recordOf(Callable->getType());
  const VarDecl *Holder = rootVariable(Callable);
  if (!Holder || isa<ParmVarDecl>(Holder) || !Record ||
      !Record->isInStdNamespace())
    return nullptr;
  const LambdaExpr *Only = nullptr;
  auto Puts = [&](const Expr *Value) {
    const LambdaExpr *Closure =
        closureOf(M, Value->IgnoreUnlessSpelledInSource());
    bool IsFirst = Closure && !Only;
    Only = Closure;
    return IsFirst;
  };
  if (Holder->getInit() && recordOf(Holder->getType()) == Record)
    if (const Expr *Init = Holder->getInit()->IgnoreUnlessSpelledInSource();
        !isa<CXXConstructExpr>(Init) && !Puts(Init))
      return nullptr;
  for (const DeclRefExpr *Use : F.uses(Holder)) {
    const Stmt *Around = F.parent(Use);
    while (isa_and_nonnull<MemberExpr, ImplicitCastExpr, ParenExpr>(Around))
      Around = F.parent(Around);
    if (isa_and_nonnull<CXXConstructExpr>(Around) ||
        (isa_and_nonnull<CallExpr>(Around) &&
         Use->getType().isConstQualified()))
      continue; // copied, or looked at
    const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Around);
    if (!Call || recordOf(Call->getArg(0)->getType()) != Record)
      return nullptr; // somebody else may fill it
    if (Call->isAssignmentOp() && !Puts(Call->getArg(1)))
      return nullptr;
  }
  return Only;
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
    if (!(Closure = closureOf(M, Operator->getArg(0))) &&
        (Closure = closureIn(M, F, Operator->getArg(0))))
      Callee = Closure->getCallOperator();
  return {Call,   From,    M.types().find(Call->getType()),
          Callee, Closure, custodyOf(M, F, Call)};
}

/// `spawn(f)`, `spawn([&]() -> task<> {…})`: a coroutine that is not called
/// yet.
static void addClosures(Model &M, const Function &F, const CallExpr *Spawn,
                        std::vector<Task> &Tasks) {
  for (const Expr *Argument : Spawn->arguments()) {
    const LambdaExpr *Closure = closureOf(M, Argument);
    if (!Closure || !isCoroutine(Closure->getCallOperator()))
      continue;
    Tasks.push_back(
        {Argument, Origin::Closure,
         M.types().find(Closure->getCallOperator()->getReturnType()),
         Closure->getCallOperator(), Closure, custodyOf(M, F, Argument)});
  }
}

/// The class of what \p Call returns, if that is no task.
static const CXXRecordDecl *newAwaiterOf(Model &M, const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  bool IsNew = Callee && Call->isPRValue() && !Callee->isOverloadedOperator() &&
               !M.types().find(Call->getType());
  return IsNew ? recordOf(Call->getType()) : nullptr;
}

/// An awaiter that is never ready has work to do, and does it when awaited.
static bool makesLazyAwaitable(Model &M, const CallExpr *Call) {
  const CXXRecordDecl *Record = newAwaiterOf(M, Call);
  return Record && (M.words().plays(Record, Role::LazyAwaitable) ||
                    readyOf(Record) == Ready::Never);
}

static bool makesAwaiter(Model &M, const CallExpr *Call) {
  const CXXRecordDecl *Record = newAwaiterOf(M, Call);
  return Record && isPlainAwaiter(Record);
}

/// `co_await f()` where f's task gives a lazy one.
static bool givesLazyTask(Model &M, const Expr *Suspension) {
  const auto *Await = dyn_cast<CoawaitExpr>(Suspension);
  const TaskType *Outer =
      Await ? M.types().find(Await->getOperand()->getType()) : nullptr;
  const TaskType *Inner =
      Outer && Await->isPRValue() ? M.types().find(Await->getType()) : nullptr;
  return Inner && Inner->Starts == Start::Lazy && !Outer->Value.isNull() &&
         recordOf(Outer->Value) == Inner->Record;
}

std::vector<Task> tasksOf(Model &M, const Function &F) {
  std::vector<Task> Tasks;
  for (const CallExpr *Call : F.calls()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && M.words().plays(Callee, Role::ContinuationSink))
      addClosures(M, F, Call, Tasks);
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
    } else if (makesAwaiter(M, Call)) {
      Tasks.push_back(task(M, F, Call, Origin::Awaiter));
    } else if (Callee && Call->getType()->isVoidType() && isCoroutine(Callee)) {
      Tasks.push_back(task(M, F, Call, Origin::Call));
    }
  }
  for (const Expr *Point : F.suspensions())
    if (givesLazyTask(M, Point))
      Tasks.push_back({Point, Origin::Awaited, M.types().find(Point->getType()),
                       nullptr, nullptr, custodyOf(M, F, Point)});
  for (Task &Made : Tasks) {
    bool LetGo = Made.From == Origin::Call && Made.Held.IsDetached &&
                 Made.Held.Kind == Custody::Discarded;
    if (!Made.isDetached() && !LetGo)
      continue;
    Made.Held = {};
    Made.Held.Kind = Custody::Spawned;
    Made.Held.OfHandle = Custody::Discarded;
    Made.Held.IsDetached = true;
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
    if (M.isGivenToSink(Made))
      Borrows.push_back(
          {Lent::Closure, nullptr, At, nullptr, nullptr, false, Made.Closure});
    return;
  }
  const Expr *Object =
      written(cast<CXXOperatorCallExpr>(Made.Making)->getArg(0));
  if (isa<LambdaExpr>(Object))
    Borrows.push_back(
        {Lent::Closure, nullptr, At, nullptr, nullptr, false, Made.Closure});
  else if (auto From = lenderOf(Object); From && From->Variable)
    Borrows.push_back({Lent::Closure, From->Variable, At, nullptr, nullptr,
                       From->IsCallers, Made.Closure});
}

/// Whose object a capture leads the body to.
static std::optional<Lender> lenderOf(const LambdaCapture &Capture) {
  if (Capture.capturesThis())
    return Capture.getCaptureKind() == LCK_StarThis
               ? std::nullopt
               : std::optional<Lender>({nullptr, true});
  if (!Capture.capturesVariable())
    return std::nullopt;
  const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
  if (Variable && Variable->isInitCapture()) {
    if (!Variable->getInit())
      return std::nullopt;
    return lenderOf(Variable->getType(), Variable->getInit());
  }
  bool IsParameter = isa_and_nonnull<ParmVarDecl>(Variable);
  if (Capture.getCaptureKind() == LCK_ByRef)
    return lenderNamedBy(Capture.getCapturedVar());
  bool IsAddress = IsParameter && (Variable->getType()->isPointerType() ||
                                   isView(Variable->getType()));
  return IsAddress ? std::optional<Lender>({Variable, true}) : std::nullopt;
}

/// What \p Closure leads its body to; if it is not the task's own, through
/// \p Parameter.
static void addCaptures(const LambdaExpr *Closure, const ParmVarDecl *Parameter,
                        SmallVectorImpl<Borrow> &Borrows) {
  for (const LambdaCapture &Capture : Closure->captures())
    if (auto From = lenderOf(Capture))
      Borrows.push_back({Capture.capturesThis() ? Lent::Object : Lent::Capture,
                         From->Variable, Capture.getLocation(), &Capture,
                         Parameter, From->IsCallers, Closure});
}

/// `std::function` and its like: a class of the standard library that can be
/// called.
static bool isCallableWrapper(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type);
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         (Record->getName() == "function" ||
          Record->getName() == "move_only_function" ||
          Record->getName() == "copyable_function");
}

/// The lambda that \p Argument is, or that the std::function it names holds.
static const LambdaExpr *closureGiven(Model &M, const Function &F,
                                      const Expr *Argument) {
  const Expr *Plain = written(Argument->IgnoreUnlessSpelledInSource());
  if (const LambdaExpr *Closure = closureOf(M, Plain))
    return Closure;
  return closureIn(M, F, Plain);
}

static void addArguments(Model &M, const Function &F, const Task &Made,
                         SmallVectorImpl<Borrow> &Borrows) {
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
    const LambdaExpr *Closure = closureGiven(M, F, Argument);
    if (auto From = lenderOf(Parameter->getType(), Argument))
      Borrows.push_back({Lent::Argument, From->Variable, Argument->getExprLoc(),
                         nullptr, Parameter, From->IsCallers, Closure});
    // A copy of it dies with the call, if nothing but the call has it.
    else if (Closure && isCallableWrapper(Parameter->getType()))
      Borrows.push_back({Lent::Argument, nullptr, Argument->getExprLoc(),
                         nullptr, Parameter, false, Closure});
    if (Closure)
      addCaptures(Closure, Parameter, Borrows);
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    if (const Expr *Object = Member->getImplicitObjectArgument()) {
      auto From = Object->getType()->isPointerType()
                      ? lenderOf(Object->getType(), Object)
                      : lenderOf(Object);
      if (From)
        Borrows.push_back({Lent::Object, From->Variable, Object->getExprLoc(),
                           nullptr, nullptr, From->IsCallers});
    }
}

SmallVector<Borrow, 4> borrowsOf(Model &M, const Function &F,
                                 const Task &Made) {
  SmallVector<Borrow, 4> Borrows;
  if (Made.From != Origin::Call && Made.From != Origin::Closure)
    return Borrows; // the task that was spawned is listed for itself
  if (Made.Closure) {
    addClosure(M, Made, Borrows);
    addCaptures(Made.Closure, nullptr, Borrows);
  }
  addArguments(M, F, Made, Borrows);
  // A closure may know the variables of other functions, too.
  erase_if(Borrows, [&](const Borrow &B) {
    return B.Variable && B.Variable->getDeclContext() != F.decl();
  });
  return Borrows;
}

} // namespace corolint::model
