// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Bridges.h"
#include "Model.h"
#include "PlainData.h"
#include "Suspension.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool Bridges::isBridge(const FunctionDecl *Callee) {
  if (!Callee || M.words().plays(Callee, Role::NonBlocking))
    return false;
  if (M.words().plays(Callee, Role::Bridge))
    return true;
  const Function *Body = M.function(Callee);
  if (!Body || Body->coroutine())
    return false;
  auto [Slot, IsNew] = Known.try_emplace(Body->decl(), false);
  if (!IsNew)
    return Slot->second;
  bool Answer = isVisiblyBridge(*Body);
  return Known[Body->decl()] = Answer;
}

/// `done.wait()` where `done` is this function's own: only what it has started
/// itself can be the reason to wait. So it is for what was made of the task.
static bool waitsForOwn(const Function &Body, const CallExpr *Blocking,
                        ArrayRef<const DeclRefExpr *> Task) {
  const Expr *Subject = subjectOf(Blocking);
  const VarDecl *Root = Subject ? rootVariable(Subject) : nullptr;
  return (Root && Root->isLocalVarDecl() &&
          !Root->getType()->isReferenceType()) ||
         any_of(Task, [&](const DeclRefExpr *Use) {
           return Body.isWithin(Use, Blocking);
         });
}

bool Bridges::isVisiblyBridge(const Function &Body) {
  const FunctionDecl *Decl = Body.decl();
  const auto *Method = dyn_cast<CXXMethodDecl>(Decl);
  if (Method && Method->isVirtual())
    return false;
  // A task's own method has nothing else to wait for.
  if (Method && Method->isInstance() &&
      M.types().find(M.context().getCanonicalTagType(Method->getParent())))
    return !M.blocking().within(Decl).empty();
  for (const ParmVarDecl *Parameter : Decl->parameters()) {
    if (!M.types().find(Parameter->getType().getNonReferenceType()))
      continue;
    ArrayRef<const DeclRefExpr *> Uses = Body.uses(Parameter);
    // Handed on to another bridge.
    for (const DeclRefExpr *Use : Uses) {
      CustodyFact Fact = custodyOfUse(M, Body, Use);
      const auto *Taker = dyn_cast_or_null<CallExpr>(Fact.Where);
      if (Fact.Kind == Custody::AwaitedInPlace && Taker &&
          isBridge(Taker->getDirectCallee()))
        return true;
    }
    // Started, and then waited for.
    for (const CallExpr *Call : Body.calls())
      if (any_of(Uses,
                 [&](const DeclRefExpr *Use) {
                   return Use->getBeginLoc() < Call->getEndLoc();
                 }) &&
          !M.blocking().chainFrom(Body, Call).empty() &&
          waitsForOwn(Body, Call, Uses))
        return true;
  }
  return false;
}

/// `co_await yield();`: whose turn it waits for, that of the blocked thread or
/// the bridge's own, nobody sees. `co_await loop.yield();` tells.
static bool yieldsAnywhere(Model &M, const Expr *Point) {
  const auto *Await = dyn_cast<CoawaitExpr>(Point);
  return Await && M.words().plays(Await->getOperand(), Role::Yield) &&
         !isa<CXXMemberCallExpr>(
             Await->getOperand()->IgnoreUnlessSpelledInSource());
}

Bridges::Bridges(Model &M)
    : M(M), Steps(M,
                  [this](const Function *F, const Step &S) {
                    return F && S.call() && waitedFor(*F, S.call());
                  }),
      Alone(M, [this, &M](const Expr *Point) {
        return !maySuspend(Point) || yieldsAnywhere(M, Point) ||
               joinsSuch(Point);
      }) {}

/// `co_await when_all(f(), g())` of coroutines that need nobody.
bool Bridges::joinsSuch(const Expr *Point) {
  const auto *Await = dyn_cast<CoawaitExpr>(Point);
  const auto *Call =
      Await ? dyn_cast<CallExpr>(
                  Await->getOperand()->IgnoreUnlessSpelledInSource())
            : nullptr;
  return Call && Call->getNumArgs() && Call->getDirectCallee() &&
         M.words().plays(Call->getDirectCallee(), Role::Combinator) &&
         all_of(Call->arguments(), [&](const Expr *Given) {
           const auto *Made =
               dyn_cast<CallExpr>(Given->IgnoreUnlessSpelledInSource());
           return Made && Alone.whole(Made->getDirectCallee());
         });
}

bool Bridges::needsNobody(const Task &Made) {
  return Made.From == Origin::Call && Alone.whole(Made.Callee);
}

/// Nothing but the bridge can have run it since it was made.
static bool isUntouchedUntil(const Function &F, const Task &Made,
                             const CallExpr *Bridge) {
  if (Made.Held.Kind == Custody::AwaitedInPlace)
    return Made.Held.Where == Bridge;
  if (Made.Held.Kind != Custody::Joined || Made.From != Origin::Call ||
      Made.Held.Joins.size() != 1 || Made.Held.Joins.front() != Bridge ||
      !Made.Held.Escapes.empty() ||
      count_if(F.uses(Made.Held.Holder), [&](const DeclRefExpr *Use) {
        return !isNeutralUse(F, Use);
      }) != 1)
    return false;
  // What has started may be done after another await.
  return Made.isLazy() || none_of(F.suspensions(), maySuspend);
}

/// `context.run(f())` of a local: nobody else has a turn there.
static bool isOnOwnLoop(Model &M, const CallExpr *Bridge) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Bridge);
  const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
  const VarDecl *Loop =
      Object && Object->isLValue() ? rootVariable(Object) : nullptr;
  return Loop && Loop->isLocalVarDecl() &&
         !Loop->getType()->isReferenceType() && recordOf(Loop->getType()) &&
         !M.types().find(Loop->getType());
}

/// Data runs nothing, nor does what is awaited itself.
static bool mayRunTasks(Model &M, QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Record = recordOf(Type);
  if (!Record || isData(Type) || isAwaitable(Record) || M.types().find(Type))
    return false;
  if (!isStandard(Record))
    return true;
  // `std::shared_ptr<executor>` leads to one.
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Special &&
         any_of(Special->getTemplateArgs().asArray(),
                [&](const TemplateArgument &Argument) {
                  return Argument.getKind() == TemplateArgument::Type &&
                         mayRunTasks(M, Argument.getAsType());
                });
}

/// `get_running_loop()`: the calling thread's own, which is the one that waits.
static bool isThisThreads(Model &M, const Expr *Given) {
  Given = Given->IgnoreUnlessSpelledInSource();
  if (const auto *Address = dyn_cast<UnaryOperator>(Given))
    Given = Address->getSubExpr()->IgnoreUnlessSpelledInSource();
  const auto *Call = dyn_cast<CallExpr>(Given);
  return Call && M.words().plays(Call->getDirectCallee(), Role::ThreadBound);
}

static bool isGivenExecutor(Model &M, const CallExpr *Call) {
  unsigned First = isa<CXXOperatorCallExpr>(Call); // the object that is called
  return any_of(drop_begin(Call->arguments(), First), [&](const Expr *Given) {
    return !isa<CXXDefaultArgExpr>(Given) && !isThisThreads(M, Given) &&
           mayRunTasks(M, Given->IgnoreImplicit()->getType());
  });
}

/// `wait(f(), executor)`, `wait(f().on(executor))`: whose threads these are,
/// nobody sees.
static bool isBoundElsewhere(Model &M, const Function &F, const Task &Made,
                             const CallExpr *Bridge) {
  for (const Stmt *S = F.parent(Made.Making);
       isa_and_nonnull<Expr>(S) && S != Bridge; S = F.parent(S))
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && isGivenExecutor(M, Call))
      return true;
  return isGivenExecutor(M, Bridge);
}

const Task *Bridges::waitedFor(const Function &F, const CallExpr *Call) {
  if (F.isDependent() || !isBridge(Call->getDirectCallee()) ||
      isOnOwnLoop(M, Call))
    return nullptr;
  const Task *Combined = nullptr;
  bool HasOthers = false;
  for (const Task &Made : M.tasks(F)) {
    if (Made.Held.Where != Call && !is_contained(Made.Held.Joins, Call))
      continue;
    if (isBoundElsewhere(M, F, Made, Call))
      return nullptr;
    if (M.isMadeOfOthers(Made)) {
      Combined = &Made;
      continue;
    }
    HasOthers = true;
    if (Made.From != Origin::Awaiter && Made.From != Origin::Closure &&
        isUntouchedUntil(F, Made, Call) && !needsNobody(Made))
      return &Made;
  }
  return HasOthers || !Combined || !isUntouchedUntil(F, *Combined, Call)
             ? nullptr
             : Combined;
}

bool Bridges::runsOwnLoop(const Function &F, const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const Expr *Object = Member ? Member->getImplicitObjectArgument() : nullptr;
  const VarDecl *Loop = Object ? rootVariable(Object) : nullptr;
  if (!Loop || !M.words().plays(Call->getDirectCallee(), Role::Bridge) ||
      M.types().find(Loop->getType()))
    return false;
  auto StartsOnLoop = [&](const Function &In) {
    return any_of(M.tasks(In), [&](const Task &Made) {
      return Made.Callee == F.decl() && Made.Held.Spawn &&
             any_of(In.uses(Loop), [&](const DeclRefExpr *Use) {
               return In.isWithin(Use, Made.Held.Spawn) &&
                      !In.isWithin(Use, Made.Making);
             });
    });
  };
  return (F.lambda() && F.outer() && StartsOnLoop(*F.outer())) ||
         any_of(M.callsOf(F.decl()),
                [&](const CallSite &Site) { return StartsOnLoop(*Site.In); });
}

} // namespace corolint::model
