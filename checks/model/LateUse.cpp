// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "LateUse.h"
#include "Lender.h"
#include "Model.h"
#include "Suspension.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {

/// A coroutine's body and its name for what it borrows, if that is a parameter.
struct Landing {
  const Function *Body = nullptr;
  const ParmVarDecl *Parameter = nullptr;
  bool AsObject = false; ///< a parameter became the object of a member
};

} // namespace

/// The variable that `x`, `&x` or `std::forward<T>(x)` hands on.
static const ValueDecl *handedOn(const Expr *E) {
  E = E->IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return handedOn(Address->getSubExpr());
  if (const auto *Call = dyn_cast<CallExpr>(E);
      Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
      Call->getDirectCallee()->isInStdNamespace())
    return handedOn(Call->getArg(0));
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

bool takesNoCopy(const ParmVarDecl *Parameter) {
  QualType Type = Parameter->getType();
  return Type->isReferenceType() || Type->isPointerType() || isView(Type);
}

/// The parameter of \p Made's coroutine that refers to \p Variable, or null.
static const ParmVarDecl *parameterFor(const Task &Made,
                                       const ValueDecl *Variable) {
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  if (!Call || !Made.Callee)
    return nullptr;
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  for (unsigned I = First; I < Call->getNumArgs(); ++I)
    if (I - First < Made.Callee->getNumParams() &&
        handedOn(Call->getArg(I)) == Variable &&
        takesNoCopy(Made.Callee->getParamDecl(I - First)))
      return Made.Callee->getParamDecl(I - First);
  return nullptr;
}

static bool isObjectOf(const Task &Made, const ValueDecl *Variable) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Made.Making);
  const Expr *Object = Call ? Call->getImplicitObjectArgument() : nullptr;
  return Object && handedOn(Object) == Variable;
}

/// The coroutine that really runs: a plain function may return the task of
/// another one and only hand its own parameter on.
static Landing landingOf(Model &M, const FunctionDecl *Callee,
                         const Borrow &What) {
  constexpr unsigned FarEnough = 3;
  const ParmVarDecl *Parameter = What.Parameter;
  for (unsigned Step = 0; Step < FarEnough; ++Step) {
    const Function *Body = M.function(Callee);
    if (!Body)
      return {};
    if (Parameter)
      Parameter =
          Body->decl()->getParamDecl(Parameter->getFunctionScopeIndex());
    if (Body->coroutine())
      return {Body, Parameter};
    const ParmVarDecl *Next = nullptr;
    for (const Task &Made : M.tasks(*Body)) {
      if (!Parameter ||
          (Made.Held.Kind != Custody::Returned && !Made.isDetached()))
        continue;
      if (isObjectOf(Made, Parameter)) {
        const Function *Member = M.function(Made.Callee);
        return Member && Member->coroutine() ? Landing{Member, nullptr, true}
                                             : Landing();
      }
      Next = parameterFor(Made, Parameter);
      Callee = Made.Callee;
      if (Next)
        break;
    }
    if (!Next)
      return {};
    Parameter = Next;
  }
  return {};
}

/// Where the lambda body \p Body uses what \p What is about: one capture, or
/// all of the closure.
static SmallVector<const Expr *, 8> usesOfCaptured(const Function &Body,
                                                   const Borrow &What) {
  SmallVector<const Expr *, 8> Uses;
  if (What.Capture && What.Capture->capturesVariable()) {
    append_range(Uses, Body.uses(What.Capture->getCapturedVar()));
    return Uses;
  }
  append_range(Uses, Body.usesOfThis()); // a captured `this`
  if (!What.Capture)
    for (const LambdaCapture &Capture : What.Closure->captures())
      if (Capture.capturesVariable())
        append_range(Uses, Body.uses(Capture.getCapturedVar()));
  return Uses;
}

static SmallVector<const Expr *, 8> usesOf(const Landing &At,
                                           const Borrow &What) {
  if (!At.AsObject && What.Closure && What.As != Lent::Argument)
    return usesOfCaptured(*At.Body, What);
  SmallVector<const Expr *, 8> Uses;
  if (At.AsObject || What.As == Lent::Object)
    append_range(Uses, At.Body->usesOfThis());
  else
    append_range(Uses, At.Body->uses(At.Parameter));
  return Uses;
}

/// `co_await f(x)`: f's own coroutine refers to x while it is awaited, and may
/// use it after a suspension of its own.
static bool isLentToAwaited(Model &M, const Function &Body, const Expr *Use,
                            unsigned Depth) {
  constexpr unsigned DeepEnough = 4;
  const auto *Ref = dyn_cast<DeclRefExpr>(Use);
  return Ref && any_of(M.tasks(Body), [&](const Task &Made) {
           if (Made.Held.Kind != Custody::AwaitedInPlace ||
               !Body.isWithin(Use, Made.Making))
             return false;
           const ParmVarDecl *Taken = parameterFor(Made, Ref->getDecl());
           const Function *Inner = M.function(Made.Callee);
           if (!Taken || !Inner || !Inner->coroutine() || Depth == DeepEnough)
             return Taken != nullptr;
           Taken = Inner->decl()->getParamDecl(Taken->getFunctionScopeIndex());
           return any_of(Inner->uses(Taken), [&](const Expr *Deeper) {
             return mayRunAfterSuspension(*Inner, Deeper) ||
                    isLentToAwaited(M, *Inner, Deeper, Depth + 1);
           });
         });
}

/// Handed to a coroutine that does nothing with it.
static bool isForNothing(Model &M, const Function &Body, const Expr *Use) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Use);
  return Ref && any_of(M.tasks(Body), [&](const Task &Made) {
           const ParmVarDecl *Taken = Body.isWithin(Use, Made.Making)
                                          ? parameterFor(Made, Ref->getDecl())
                                          : nullptr;
           const Function *Inner = Taken ? M.function(Made.Callee) : nullptr;
           return Inner && Inner
                               ->uses(Inner->decl()->getParamDecl(
                                   Taken->getFunctionScopeIndex()))
                               .empty();
         });
}

/// Nothing happens to others when such an object is destroyed: no destructor of
/// its own, nor of what it has inside, resumes anybody.
static bool endsQuietly(const CXXRecordDecl *Record, unsigned Depth = 0) {
  constexpr unsigned DeepEnough = 3;
  Record = definitionOf(Record);
  if (!Record || Depth == DeepEnough)
    return false;
  if (Record->isInStdNamespace())
    return true;
  return !hasOwnDestructor(Record) &&
         all_of(Record->fields(), [&](const FieldDecl *Field) {
           const CXXRecordDecl *Inner = recordOf(Field->getType());
           return !Inner || endsQuietly(Inner, Depth + 1);
         });
}

/// `co_await queue.pop()` with the queue borrowed: only the queue resumes it,
/// and once that is gone, nobody does.
static bool isResumedOnlyBy(const Function &Body, const ParmVarDecl *Lender) {
  if (!Lender || Body.suspensions().empty() ||
      !endsQuietly(recordOf(Lender->getType().getNonReferenceType())))
    return false;
  auto ComesFrom = [&](const Expr *E) {
    const VarDecl *Root = rootVariable(E->IgnoreUnlessSpelledInSource());
    return Root == Lender;
  };
  return all_of(Body.suspensions(), [&](const Expr *Point) {
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    if (!Await)
      return false;
    const Expr *Operand = Await->getOperand();
    if (ComesFrom(Operand))
      return true;
    const VarDecl *Awaiter =
        rootVariable(Operand->IgnoreUnlessSpelledInSource());
    return Awaiter && Awaiter->getInit() && ComesFrom(Awaiter->getInit());
  });
}

template <class Exprs>
static const Expr *firstLate(Model &M, const Function &Body, const Exprs &Uses,
                             bool StartsLater) {
  for (const Expr *Use : Uses)
    if ((StartsLater || mayRunAfterSuspension(Body, Use) ||
         isLentToAwaited(M, Body, Use, 0)) &&
        !isForNothing(M, Body, Use))
      return Use;
  return nullptr;
}

/// A task that \p Body makes by calling its parameter, and that ends in \p As.
/// A detached one is on its own, whatever is returned.
static bool callsParameter(Model &M, const Function &Body,
                           const ParmVarDecl *Parameter, Custody As) {
  return any_of(M.tasks(Body), [&](const Task &Made) {
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(Made.Making);
    bool Fits =
        Made.Held.Kind == As || (As == Custody::Returned && Made.isDetached());
    return Fits && Call && Call->getOperator() == OO_Call &&
           handedOn(Call->getArg(0)) == Parameter;
  });
}

/// Where the body of a lambda that the coroutine was given as a parameter uses
/// what it captures.
static const Expr *lateUseOfGiven(Model &M, const Task &Made,
                                  const Borrow &What, bool StartsLater) {
  const Function *Callee = M.function(Made.Callee);
  const Function *Given = M.function(What.Closure->getCallOperator());
  if (!Callee || !Given)
    return nullptr;
  const ParmVarDecl *Parameter =
      Callee->decl()->getParamDecl(What.Parameter->getFunctionScopeIndex());
  auto Uses = usesOfCaptured(*Given, What);
  if (!Callee->coroutine())
    return callsParameter(M, *Callee, Parameter, Custody::Returned)
               ? firstLate(M, *Given, Uses, StartsLater)
               : nullptr;
  if (What.As == Lent::Argument && !takesNoCopy(Parameter))
    return nullptr; // the frame has a copy
  if (firstLate(M, *Callee, Callee->uses(Parameter), StartsLater))
    return Uses.empty() ? nullptr : Uses.front();
  // Called at once, and awaited: it may suspend by itself.
  return callsParameter(M, *Callee, Parameter, Custody::AwaitedInPlace)
             ? firstLate(M, *Given, Uses, /*StartsLater=*/false)
             : nullptr;
}

const Expr *lateUse(Model &M, const Task &Made, const Borrow &What) {
  const CallExpr *Spawn = Made.Held.Spawn;
  bool StartsLater =
      Spawn && !M.isGivenToSink(Made)
          ? M.words().plays(Spawn->getDirectCallee(), Role::SpawnLater)
          : Made.isLazy();
  if (What.Closure && What.Parameter) {
    const Function *Given = M.function(What.Closure->getCallOperator());
    if (Given && usesOfCaptured(*Given, What).empty())
      return nullptr; // there is nothing in it to miss
    if (const Expr *Use = lateUseOfGiven(M, Made, What, StartsLater))
      return Use;
  }
  if (What.Parameter && (What.Capture || !takesNoCopy(What.Parameter)))
    return nullptr;
  Landing At = landingOf(M, Made.Callee, What);
  if (At.Body && Made.isDetached() && isResumedOnlyBy(*At.Body, At.Parameter))
    return nullptr;
  return At.Body ? firstLate(M, *At.Body, usesOf(At, What), StartsLater)
                 : nullptr;
}

const Expr *lateUseOf(Model &M, const Function &F,
                      const ParmVarDecl *Parameter) {
  return firstLate(M, F, F.uses(Parameter), /*StartsLater=*/false);
}

const Expr *lateUseOfThis(Model &M, const Function &F) {
  return firstLate(M, F, F.usesOfThis(), /*StartsLater=*/false);
}

} // namespace corolint::model
