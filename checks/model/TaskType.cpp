// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   return type ─▶ promise ─▶ initial_suspend   ─▶ Starts
//        │                └─▶ await_transform … ─▶ what it accepts
//        └─▶ destructor ─▶ WhenDropped

#include "TaskType.h"
#include "PlainData.h"
#include "Promise.h"
#include "Vocabulary.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

Ready readyOf(const CXXRecordDecl *Awaiter) {
  Awaiter = definitionOf(Awaiter);
  if (!Awaiter)
    return Ready::Unknown;
  if (isNamedInStd(Awaiter, "suspend_always"))
    return Ready::Never;
  if (isNamedInStd(Awaiter, "suspend_never"))
    return Ready::Always;
  const FunctionDecl *Method = methodNamed(Awaiter, "await_ready");
  if (!Method)
    return Ready::Unknown;
  const Expr *Value = onlyReturn(Method);
  if (!Value)
    return Ready::Unknown;
  const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(Value->IgnoreImpCasts());
  if (!Literal)
    return Ready::Unknown;
  return Literal->getValue() ? Ready::Always : Ready::Never;
}

/// An awaiter that is never ready can still start the coroutine by itself: its
/// await_suspend may hand the handle to a queue. Only one that ignores the
/// handle leaves the coroutine lying there.
static bool ignoresItsHandle(const CXXRecordDecl *Awaiter) {
  if (isNamedInStd(Awaiter, "suspend_always"))
    return true;
  const FunctionDecl *Method = methodNamed(Awaiter, "await_suspend");
  const auto *Body =
      Method ? dyn_cast_or_null<CompoundStmt>(bodyOf(Method)) : nullptr;
  return Body && Body->body_empty();
}

/// get_return_object may itself hand the coroutine to a scheduler; then the
/// initial suspension says nothing. These calls only make the object.
static bool returnObjectOnlyMakesIt(const CXXRecordDecl *Promise) {
  const FunctionDecl *Method = methodNamed(Promise, "get_return_object");
  if (!Method)
    return true;
  static const StringSet<> Harmless = {
      "from_promise", "get_future",       "move", "forward", "addressof",
      "exchange",     "get_return_object"};
  return all_of(callsIn(Method), [](const auto &Name) {
    return Harmless.contains(Name.getKey());
  });
}

/// A promise nested in a template is not instantiated before somebody asks for
/// it; what it says in terms of the template's parameters is looked up in the
/// arguments of \p Record.
static QualType substituted(QualType Type, const CXXRecordDecl *Record) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  const auto *Parameter =
      Type.isNull() ? nullptr : Type->getAs<TemplateTypeParmType>();
  if (!Special || !Parameter || Parameter->getDepth() != 0 ||
      Parameter->getIndex() >= Special->getTemplateArgs().size())
    return Type;
  const TemplateArgument &Argument =
      Special->getTemplateArgs()[Parameter->getIndex()];
  return Argument.getKind() == TemplateArgument::Type ? Argument.getAsType()
                                                      : Type;
}

static Start startOf(const CXXRecordDecl *Record, const CXXRecordDecl *Promise,
                     const FunctionDecl *Initial) {
  const CXXRecordDecl *Awaiter =
      Initial ? recordOf(substituted(resultOf(Initial), Record)) : nullptr;
  if (!Awaiter)
    return Start::Unknown;
  switch (readyOf(Awaiter)) {
  case Ready::Always:
    return Start::Eager;
  case Ready::Never:
    return ignoresItsHandle(Awaiter) && returnObjectOnlyMakesIt(Promise)
               ? Start::Lazy
               : Start::Unknown;
  case Ready::Unknown:
    return Start::Unknown;
  }
  llvm_unreachable("all cases returned");
}

/// A smart handle among the members owns the frame in its own way.
static bool hasClassMembers(const CXXRecordDecl *Record) {
  auto IsSmart = [](QualType Type) {
    const CXXRecordDecl *Member = recordOf(Type);
    return Member && !isNamedInStd(Member, "coroutine_handle");
  };
  return any_of(Record->fields(),
                [&](const auto *Field) { return IsSmart(Field->getType()); }) ||
         any_of(Record->bases(), [&](const auto &Base) {
           const CXXRecordDecl *B = recordOf(Base.getType());
           return !B || !B->isEmpty();
         });
}

Drop dropOf(const CXXRecordDecl *Record) {
  if (const CXXDestructorDecl *Destructor = Record->getDestructor();
      Destructor && Destructor->isUserProvided()) {
    if (!bodyOf(Destructor))
      return Drop::Unknown;
    StringSet<> Does = callsIn(Destructor);
    if (Does.contains("destroy"))
      return Drop::Destroys;
    if (Does.contains("detach"))
      return Drop::Detaches;
    if (Does.contains("terminate") || Does.contains("abort"))
      return Drop::Terminates;
    if (Does.contains("join") || Does.contains("wait"))
      return Drop::Joins;
    return Drop::Unknown;
  }
  return hasClassMembers(Record) ? Drop::Unknown : Drop::Detaches;
}

/// A frame that does not stop at its end, or is destroyed there, is nobody
/// else's to destroy.
static bool endsItself(const CXXRecordDecl *Promise) {
  const FunctionDecl *Final = methodNamed(Promise, "final_suspend");
  const CXXRecordDecl *Awaiter = Final ? recordOf(resultOf(Final)) : nullptr;
  const FunctionDecl *Suspend =
      Awaiter ? methodNamed(Awaiter, "await_suspend") : nullptr;
  return readyOf(Awaiter) == Ready::Always ||
         (Suspend && callsIn(Suspend).contains("destroy"));
}

bool comesToEnd(const FunctionDecl *Yield) {
  // A promise may hand what it is given on to one inside.
  constexpr unsigned FarEnough = 4;
  for (unsigned Steps = 0; Yield && Steps < FarEnough; ++Steps) {
    const auto *Body = dyn_cast_or_null<CompoundStmt>(bodyOf(Yield));
    const auto *Last = Body && !Body->body_empty()
                           ? dyn_cast<ReturnStmt>(Body->body_back())
                           : nullptr;
    const Expr *Value = Last ? Last->getRetValue() : nullptr;
    StringSet<> Names = callsIn(Value);
    if (Names.contains("final_suspend"))
      return true;
    const auto *Call =
        Value ? dyn_cast<CallExpr>(Value->IgnoreUnlessSpelledInSource())
              : nullptr;
    Yield = Call && Names.contains("yield_value") ? Call->getDirectCallee()
                                                  : nullptr;
  }
  return false;
}

static const FunctionDecl *coAwaitOperator(const CXXRecordDecl *Record) {
  ASTContext &Ctx = Record->getASTContext();
  DeclarationName Name = Ctx.DeclarationNames.getCXXOperatorName(OO_Coawait);
  for (const NamedDecl *Member : Record->lookup(Name))
    if (const FunctionDecl *Function = asFunction(Member))
      return Function;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const CXXRecordDecl *B = recordOf(Base.getType()))
      if (const FunctionDecl *Function = coAwaitOperator(B))
        return Function;
  // A free operator beside the class, as argument-dependent look-up finds it.
  const DeclContext *Scope = Record->getEnclosingNamespaceContext();
  for (const NamedDecl *Free : Scope->lookup(Name))
    if (const FunctionDecl *Function = asFunction(Free))
      if (Function->getNumParams() == 1) {
        const CXXRecordDecl *Operand = recordOf(
            Function->getParamDecl(0)->getType().getNonReferenceType());
        if (Operand && Operand->getDeclName() == Record->getDeclName())
          return Function;
      }
  return nullptr;
}

bool isAwaitable(const CXXRecordDecl *Record) {
  Record = definitionOf(Record);
  return Record &&
         (methodNamed(Record, "await_resume") || coAwaitOperator(Record));
}

bool awaitGivesNothing(const CXXRecordDecl *Awaitable) {
  Awaitable = definitionOf(Awaitable);
  if (!Awaitable)
    return false;
  const FunctionDecl *Resume = methodNamed(Awaitable, "await_resume");
  if (Resume)
    return Resume->getReturnType()->isVoidType();
  const FunctionDecl *Operator = coAwaitOperator(Awaitable);
  const CXXRecordDecl *Awaiter =
      Operator ? recordOf(resultOf(Operator)) : nullptr;
  return Awaiter && Awaiter != Awaitable && awaitGivesNothing(Awaiter);
}

bool runsSomething(const FunctionDecl *Function) {
  if (!bodyOf(Function))
    return true;
  static const StringSet<> Harmless = {"valid", "address", "done", "has_value"};
  return any_of(callsIn(Function), [](const auto &Name) {
    return !Harmless.contains(Name.getKey());
  });
}

bool isPlainAwaiter(const CXXRecordDecl *Record) {
  Record = definitionOf(Record);
  return Record && methodNamed(Record, "await_suspend") &&
         methodNamed(Record, "await_resume") &&
         Record->hasTrivialDestructor() && readyOf(Record) != Ready::Always;
}

static Await awaitOf(const CXXRecordDecl *Record) {
  const auto *Operator =
      dyn_cast_or_null<CXXMethodDecl>(coAwaitOperator(Record));
  if (!Operator)
    return Await::Unknown;
  return Operator->getRefQualifier() == RQ_RValue ? Await::SingleShot
                                                  : Await::Unknown;
}

/// An object without state cannot lead anybody to the frame.
static bool isDetached(const CXXRecordDecl *Record, Start Starts) {
  return Record->hasDefinition() && Record->field_empty() &&
         Record->getNumBases() == 0 && !isAwaitable(Record) &&
         Starts != Start::Lazy;
}

/// `expected<int> f()` with a `co_await` in it. All that its caller gets is a
/// value, which comes when the call returns, and leads to nobody: by then the
/// coroutine is over.
static bool isOnlyValue(const TaskType &Type) {
  return Type.Starts == Start::Eager && endsItself(Type.Promise) &&
         !Type.IsDetached && (Type.IsAwaitable || Type.CarriesValue) &&
         holdsData(Type.Record);
}

std::unique_ptr<TaskType> TaskTypes::describe(const CXXRecordDecl *Record,
                                              const CXXRecordDecl *Promise) {
  auto Type = std::make_unique<TaskType>(TaskType{Record, Promise});
  Type->Initial = methodNamed(Promise, "initial_suspend");
  Type->Starts = startOf(Record, Promise, Type->Initial);
  const FunctionDecl *Final = methodNamed(Promise, "final_suspend");
  Type->FinalAwaiter =
      Final ? recordOf(substituted(resultOf(Final), Record)) : nullptr;
  Type->IsAwaitable = isAwaitable(Record);
  Type->IsDetached = isDetached(Record, Type->Starts) ||
                     Words.plays(Record, Role::Discardable);
  // Nothing can ever start a lazy coroutine that its object does not lead to,
  // so somebody else keeps its handle.
  if (Type->Starts == Start::Lazy && Record->field_empty() &&
      Record->getNumBases() == 0)
    Type->Starts = Start::Unknown;
  Type->WhenDropped = dropOf(Record);
  if (Type->WhenDropped == Drop::Unknown && !hasOwnDestructor(Record) &&
      endsItself(Promise))
    Type->WhenDropped = Drop::Detaches;
  Type->Awaited = awaitOf(Record);
  Type->RestrictsAwaits = !membersNamed(Promise, "await_transform").empty();
  Type->CarriesValue = !membersNamed(Promise, "return_value").empty();
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    if (const TemplateArgumentList &Args = Special->getTemplateArgs();
        Args.size() && Args[0].getKind() == TemplateArgument::Type)
      Type->Value = Args[0].getAsType();
  return Type;
}

std::unique_ptr<TaskType> TaskTypes::judge(const CXXRecordDecl *Record,
                                           const CXXRecordDecl *Promise) {
  std::unique_ptr<TaskType> Facts = describe(Record, Promise);
  if (!isOnlyValue(*Facts))
    return Facts;
  Values.insert(Record);
  return nullptr;
}

const TaskType *TaskTypes::find(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type);
  if (!Record)
    return nullptr;
  auto [Slot, IsNew] = Known.try_emplace(Record);
  if (!IsNew)
    return Slot->second.get();
  const CXXRecordDecl *Promise = promiseOf(Ctx, Record);
  std::unique_ptr<TaskType> Facts = Promise ? judge(Record, Promise) : nullptr;
  // describe() looks at other types only by name: Slot's map did not grow.
  return (Known[Record] = std::move(Facts)).get();
}

bool TaskTypes::isValue(QualType Type) {
  return !find(Type) && Values.contains(recordOf(Type));
}

void TaskTypes::learn(QualType Type, const CXXRecordDecl *Promise) {
  const CXXRecordDecl *Record = recordOf(Type);
  Promise = definitionOf(Promise);
  if (Record && Promise && !find(Type) && !Values.contains(Record))
    Known[Record] = judge(Record, Promise);
}

} // namespace corolint::model
