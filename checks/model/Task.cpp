// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Task.h"
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

/// A local object of the enclosing function, itself and not what it refers to.
static const ValueDecl *borrowed(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (Member->isArrow())
      return nullptr;
    E = Member->getBase()->IgnoreParenImpCasts();
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  if (!Ref)
    return nullptr;
  const ValueDecl *Value = Ref->getDecl();
  if (const auto *Binding = dyn_cast<BindingDecl>(Value)) {
    const auto *Whole = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
    return Whole && !Whole->getType()->isReferenceType() ? Value : nullptr;
  }
  const auto *Variable = dyn_cast<VarDecl>(Value);
  return Variable && Variable->hasLocalStorage() &&
                 !Variable->getType()->isReferenceType()
             ? Value
             : nullptr;
}

static bool isView(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type.getNonReferenceType());
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         (Record->getName() == "basic_string_view" ||
          Record->getName() == "span" ||
          Record->getName() == "reference_wrapper");
}

/// What a view argument looks at: `std::string` through its conversion,
/// `std::span(v)`, `std::ref(x)`.
static const ValueDecl *viewed(const Expr *E) {
  E = E->IgnoreParenImpCasts()->IgnoreImplicit();
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
      Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
    return borrowed(Call->getImplicitObjectArgument());
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
      Construct && Construct->getNumArgs()) {
    const Expr *First = Construct->getArg(0);
    return isView(First->getType()) ? viewed(First) : borrowed(First);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
      Call->getDirectCallee()->isInStdNamespace())
    return borrowed(Call->getArg(0));
  return nullptr;
}

static const ValueDecl *borrowedBy(QualType Parameter, const Expr *Argument) {
  if (isView(Parameter))
    return viewed(Argument);
  if (Parameter->isReferenceType())
    return Argument->isGLValue() ? borrowed(Argument) : nullptr;
  if (Parameter->isPointerType())
    if (const auto *Address =
            dyn_cast<UnaryOperator>(Argument->IgnoreParenImpCasts());
        Address && Address->getOpcode() == UO_AddrOf)
      return borrowed(Address->getSubExpr());
  return nullptr;
}

static void addCaptures(const Task &Made, SmallVectorImpl<Borrow> &Borrows) {
  for (const LambdaCapture &Capture : Made.Closure->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByRef)
      continue;
    const ValueDecl *Variable = Capture.getCapturedVar();
    if (const auto *Own = dyn_cast<VarDecl>(Variable);
        Own && Own->isInitCapture())
      Variable = Own->getInit() ? borrowed(Own->getInit()) : nullptr;
    if (!Variable || Variable->getType()->isReferenceType())
      continue;
    Borrows.push_back({Variable, Capture.getLocation(), &Capture});
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
    if (const ValueDecl *Variable = borrowedBy(Parameter->getType(), Argument))
      Borrows.push_back({Variable, Argument->getExprLoc(), nullptr, Parameter});
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    if (const Expr *Object = Member->getImplicitObjectArgument();
        Object && !Object->getType()->isPointerType())
      if (const ValueDecl *Variable = borrowed(Object))
        Borrows.push_back({Variable, Object->getExprLoc()});
}

SmallVector<Borrow, 4> borrowsOf(Model &, const Function &, const Task &Made) {
  SmallVector<Borrow, 4> Borrows;
  if (Made.From == Origin::Spawn)
    return Borrows; // the task it started is listed for itself
  if (Made.Closure)
    addCaptures(Made, Borrows);
  addArguments(Made, Borrows);
  return Borrows;
}

} // namespace corolint::model
