// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Waiting.h"
#include "Descriptors.h"
#include "Flags.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

using Arguments = ArrayRef<const Expr *>;

static Arguments argumentsOf(const Expr *Call) {
  if (const auto *Plain = dyn_cast<CallExpr>(Call))
    return Arguments(Plain->getArgs(), Plain->getNumArgs());
  const auto *Construction = cast<CXXConstructExpr>(Call);
  return Arguments(Construction->getArgs(), Construction->getNumArgs());
}

/// Nought, or a time of that: a duration is a class around its count, and a
/// timespec has seconds and a part of one.
static bool isZero(const APValue &Value) {
  if (Value.isInt())
    return Value.getInt() == 0;
  constexpr unsigned MostParts = 2;
  if (!Value.isStruct() || !Value.getStructNumFields() ||
      Value.getStructNumFields() > MostParts)
    return false;
  for (unsigned I = 0; I != Value.getStructNumFields(); ++I)
    if (!isZero(Value.getStructField(I)))
      return false;
  return true;
}

static bool isZero(const Expr *E, ASTContext &Ctx) {
  Expr::EvalResult Result;
  return !E->isValueDependent() && E->EvaluateAsRValue(Result, Ctx) &&
         isZero(Result.Val);
}

/// `timeval none{}; select(n, &fds, 0, 0, &none)`: nobody else writes to it.
static bool pointsToZero(const Function &F, const Expr *Time, ASTContext &Ctx) {
  const auto *Address = dyn_cast<UnaryOperator>(Time->IgnoreParenImpCasts());
  const auto *Ref =
      Address && Address->getOpcode() == UO_AddrOf
          ? dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParenImpCasts())
          : nullptr;
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Variable || !Variable->hasInit() || !recordOf(Variable->getType()) ||
      !(F.uses(Variable).size() == 1 ||
        Variable->getType().isConstQualified()) ||
      Variable->getInit()->isValueDependent())
    return false;
  Expr::EvalResult Result;
  return Variable->getInit()->EvaluateAsRValue(Result, Ctx) &&
         isZero(Result.Val);
}

/// `wait_for(0s)`, `poll(fds, n, 0)`: a look, not a wait. The time is the last
/// number; behind it there can be a predicate, or a mask of signals.
static bool lastsNoTime(const Function &F, Arguments Given, ASTContext &Ctx) {
  for (const Expr *Time : reverse(Given)) {
    if (isa<CXXDefaultArgExpr>(Time))
      return false;
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Time))
      Time = Temporary->getSubExpr();
    if (Time->getType()->isPointerType() ? pointsToZero(F, Time, Ctx)
                                         : isZero(Time, Ctx))
      return true;
    if (Time->getType()->isIntegerType())
      return false;
  }
  return false;
}

/// `{defer_lock}`, `{launch::deferred}`, a flag: told by an argument not to
/// wait.
static bool isToldNotToWait(Model &M, Arguments Given) {
  return any_of(Given, [&](const Expr *E) {
    if (E->getType()->isIntegralOrEnumerationType() &&
        Flags(M.context(), E).keepFromWaiting())
      return true;
    E = E->IgnoreUnlessSpelledInSource();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    return (Ref && isa<EnumConstantDecl>(Ref->getDecl()) &&
            M.words().plays(Ref->getDecl(), Role::NonBlocking)) ||
           M.words().plays(recordOf(E->getType()), Role::NonBlocking);
  });
}

/// `waitpid(pid, &status, 0)`: all flags are in sight, and none says not to.
static bool areKnownToWait(Model &M, Arguments Given) {
  return all_of(drop_begin(Given),
                [&](const Expr *E) {
                  QualType Type = E->IgnoreParenImpCasts()->getType();
                  bool IsSize =
                      Type->isUnsignedIntegerType() && !Type->isEnumeralType();
                  return IsSize || !Type->isIntegralOrEnumerationType() ||
                         Flags(M.context(), E).areKnown();
                }) &&
         !isToldNotToWait(M, Given);
}

/// A future that is ready, or that nobody else runs: `f` of a promise that is
/// kept before, or of `async(launch::deferred, …)`; a latch that is as good as
/// ready.
static bool isReady(Model &M, const Function &F, const Expr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  Arguments Given = argumentsOf(Call);
  const Expr *Subject = Member           ? Member->getImplicitObjectArgument()
                        : !Given.empty() ? Given.front()
                                         : nullptr;
  // `std::move(future).get()`
  if (const auto *Moved = dyn_cast_or_null<CallExpr>(Subject);
      Moved && Moved->isCallToStdMove())
    Subject = Moved->getArg(0);
  const VarDecl *Object = Subject ? rootVariable(Subject) : nullptr;
  if (!Object)
    return false;
  if (M.settled().isSettledBefore(F, Object, Call) ||
      M.settled().awaitsStart(F, Object))
    return true;
  if (!Object->hasInit() || !Object->isLocalVarDecl())
    return false;
  const Expr *Made = Object->getInit()->IgnoreUnlessSpelledInSource();
  if (const auto *From = dyn_cast<CXXMemberCallExpr>(Made)) {
    const VarDecl *Promise = rootVariable(From->getImplicitObjectArgument());
    return Promise && Promise->isLocalVarDecl() &&
           M.settled().isSettledBefore(F, Promise, Call);
  }
  return isa<CallExpr>(Made) && isToldNotToWait(M, argumentsOf(Made));
}

/// Is the value of \p Call dropped on the spot?
static bool isDropped(const Function &F, const Expr *Call) {
  const Stmt *Around = F.parent(Call);
  while (const auto *Wrapped = dyn_cast_or_null<Expr>(Around)) {
    if (const auto *Cast = dyn_cast<CastExpr>(Wrapped);
        !isa<FullExpr, CXXBindTemporaryExpr, ParenExpr>(Wrapped) &&
        !(Cast && Cast->getCastKind() == CK_ToVoid))
      return false;
    Around = F.parent(Around);
  }
  return isa_and_nonnull<CompoundStmt, IfStmt, ForStmt, WhileStmt, DoStmt,
                         CXXForRangeStmt>(Around);
}

/// `std::ifstream in;` opens nothing, and a move opens nothing anew.
static bool isPlainConstruction(const Expr *Call) {
  const auto *Construction = dyn_cast<CXXConstructExpr>(Call);
  return Construction &&
         (!Construction->getNumArgs() ||
          Construction->getConstructor()->isCopyOrMoveConstructor());
}

bool waitsBy(Model &M, const Function &F, const Expr *Call, Role By) {
  Arguments Given = argumentsOf(Call);
  const auto *Plain = dyn_cast<CallExpr>(Call);
  switch (By) {
  case Role::BlocksAsGiven:
    return Plain && blocksAsGiven(M, F, Plain);
  case Role::BlocksUnlessTold:
    return areKnownToWait(M, Given);
  case Role::WaitsAtEnd:
    return isDropped(F, Call) && !isToldNotToWait(M, Given);
  default:
    return !(Plain && isAwaitable(recordOf(Call->getType()))) &&
           !(By == Role::BlocksFor && lastsNoTime(F, Given, M.context())) &&
           !isPlainConstruction(Call) && !isToldNotToWait(M, Given) &&
           !isReady(M, F, Call) && !M.settled().isLastResort(F, Call);
  }
}

bool waitsAnyhow(Role By) {
  return By == Role::Blocks || By == Role::BlocksOnFile ||
         By == Role::BlocksOnLock;
}

bool isWaitedForAtEnd(Model &M, const VarDecl *Local) {
  const auto *Made =
      Local->hasInit()
          ? dyn_cast<CallExpr>(Local->getInit()->IgnoreUnlessSpelledInSource())
          : nullptr;
  return Made && Made->getDirectCallee() &&
         M.words().plays(Made->getDirectCallee(), Role::WaitsAtEnd) &&
         !isToldNotToWait(M, argumentsOf(Made));
}

} // namespace corolint::model
