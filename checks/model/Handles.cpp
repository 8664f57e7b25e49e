// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Handles.h"
#include "Model.h"
#include "Suspension.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static bool isInStd(const CXXRecordDecl *Record, StringRef Name) {
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         Record->getName() == Name;
}

static bool isHandle(QualType Type) {
  return isInStd(recordOf(Type), "coroutine_handle");
}

/// The object and the name of `object.name(…)`, known or dependent.
static std::pair<const Expr *, StringRef> methodCall(const CallExpr *Call) {
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    Object = Member->getBase();
    Name = Member->getMemberDecl()->getDeclName();
  } else if (const auto *Dependent =
                 dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
    Object = Dependent->isImplicitAccess() ? nullptr : Dependent->getBase();
    Name = Dependent->getMember();
  }
  return {Object ? Object->IgnoreParenImpCasts() : nullptr,
          Name.getAsIdentifierInfo() ? Name.getAsIdentifierInfo()->getName()
                                     : StringRef()};
}

/// The member of the function's own object that `E` names.
static const FieldDecl *ownField(const Stmt *E) {
  const auto *Member = dyn_cast_or_null<MemberExpr>(E);
  return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

static const FieldDecl *ownHandle(const CallExpr *Call, StringRef Method) {
  auto [Object, Name] = methodCall(Call);
  const FieldDecl *Field = Name == Method ? ownField(Object) : nullptr;
  return Field && isHandle(Field->getType()) ? Field : nullptr;
}

/// Does \p F touch no member but \p Handle, and methods?
static bool looksOnlyAt(const Function &F, const FieldDecl *Handle) {
  return all_of(F.usesOfThis(), [&](const Expr *This) {
    const Stmt *Around = F.parent(This);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
      Around = F.parent(Around);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Around);
    return Member && (Member->getMemberDecl() == Handle ||
                      isa<CXXMethodDecl>(Member->getMemberDecl()));
  });
}

static std::optional<Owner> destroyIn(const CXXRecordDecl *Record,
                                      const Function &F) {
  for (const CallExpr *Call : F.calls())
    if (const FieldDecl *Handle = ownHandle(Call, "destroy"))
      if (looksOnlyAt(F, Handle))
        return Owner{Record, Handle, Call};
  return std::nullopt;
}

std::optional<Owner> ownerOf(Model &M, const Function &F) {
  const auto *Destructor = dyn_cast_or_null<CXXDestructorDecl>(F.decl());
  if (!Destructor)
    return std::nullopt;
  const CXXRecordDecl *Record = Destructor->getParent();
  if (auto Found = destroyIn(Record, F))
    return Found;
  // `~task() { reset(); }`
  const auto *Body = dyn_cast<CompoundStmt>(F.body());
  if (!Body || Body->size() != 1 || F.calls().size() != 1)
    return std::nullopt;
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(F.calls().front()->getDirectCallee());
  const Function *Helper =
      Method && Method->getParent() == Record ? M.function(Method) : nullptr;
  return Helper ? destroyIn(Record, *Helper) : std::nullopt;
}

// --- copies ------------------------------------------------------------------

static bool canBeCopied(QualType Type) {
  if (Type->isScalarType() || isHandle(Type))
    return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && !Record->isDependentContext() &&
         (Record->hasSimpleCopyConstructor() ||
          any_of(Record->ctors(), [](const CXXConstructorDecl *Constructor) {
            return Constructor->isCopyConstructor() &&
                   !Constructor->isDeleted() &&
                   Constructor->getAccess() == AS_public;
          }));
}

static bool canBeAssigned(QualType Type) {
  return !Type.isConstQualified() && (Type->isScalarType() || isHandle(Type));
}

/// Nobody has written it, and it does what its maker may not have thought of.
static bool isMadeByCompiler(const CXXMethodDecl *Method) {
  return Method->isExplicitlyDefaulted() && !Method->isDeleted();
}

std::optional<Doubling> doublingOf(const Owner &Of) {
  const CXXRecordDecl *Record = Of.Record;
  for (const CXXConstructorDecl *Constructor : Record->ctors())
    if (Constructor->isCopyOrMoveConstructor() && isMadeByCompiler(Constructor))
      return Doubling{Constructor, Constructor->isMoveConstructor(), false};
  for (const CXXMethodDecl *Method : Record->methods())
    if ((Method->isCopyAssignmentOperator() ||
         Method->isMoveAssignmentOperator()) &&
        isMadeByCompiler(Method))
      return Doubling{Method, Method->isMoveAssignmentOperator(), true};

  // A move that somebody wrote deletes the implicit copies.
  if (Record->getNumBases() || Record->hasUserDeclaredMoveConstructor() ||
      Record->hasUserDeclaredMoveAssignment())
    return std::nullopt;
  auto AllFields = [&](bool (*Can)(QualType)) {
    return all_of(Record->fields(), [&](const FieldDecl *Field) {
      return Can(Field->getType());
    });
  };
  if (!Record->hasUserDeclaredCopyConstructor() && AllFields(canBeCopied))
    return Doubling{nullptr, false, false};
  if (!Record->hasUserDeclaredCopyAssignment() && AllFields(canBeAssigned))
    return Doubling{nullptr, false, true};
  return std::nullopt;
}

// --- frames that end themselves ----------------------------------------------

/// Constructors, destructors and assignments move handles about between objects;
/// any other method that gives the member a new value may know that the
/// coroutine is over.
static bool letsGo(Model &M, const CXXRecordDecl *Holder,
                   const FieldDecl *Handle) {
  return any_of(Holder->methods(), [&](const CXXMethodDecl *Method) {
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(Method) ||
        Method->isCopyAssignmentOperator() ||
        Method->isMoveAssignmentOperator() || Method->isDefaulted() ||
        Method->isDeleted())
      return false;
    const Function *F = M.function(Method);
    if (!F) // not used here, or hidden
      return !Method->isDefined() && !Method->getTemplateInstantiationPattern();
    return any_of(F->usesOfThis(), [&](const Expr *This) {
      const Stmt *Member = F->parent(This);
      while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Member))
        Member = F->parent(Member);
      if (ownField(Member) != Handle)
        return !isa_and_nonnull<MemberExpr>(Member); // `*this` goes elsewhere
      const Stmt *Use = F->parent(Member);
      while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Use))
        Use = F->parent(Use);
      return !isa_and_nonnull<MemberExpr, CXXDependentScopeMemberExpr>(Use);
    });
  });
}

const Function *endsUnder(Model &M, const CXXRecordDecl *Holder,
                          const FieldDecl *Handle) {
  const TaskType *Type =
      Holder->isDependentContext()
          ? nullptr
          : M.types().find(M.context().getCanonicalTagType(Holder));
  // A promise with a destructor of its own may tell the holder.
  if (!Type || readyOf(Type->FinalAwaiter) != Ready::Always ||
      hasOwnDestructor(Type->Promise) || letsGo(M, Holder, Handle))
    return nullptr;
  for (const Function &F : M.functions())
    if (F.coroutine() && !F.isDependent() &&
        M.types().find(F.decl()->getReturnType()) == Type &&
        M.flow(F).mayEndWithout({}))
      return &F;
  return nullptr;
}

const CallExpr *asksIfDone(const Function &F, const FieldDecl *&Handle) {
  for (const CallExpr *Call : F.calls())
    if ((Handle = ownHandle(Call, "done")))
      return Call;
  return nullptr;
}

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
  if (!Point)
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
      const auto *Call = dyn_cast<CallExpr>(
          cast<CoawaitExpr>(Await)->getOperand()->IgnoreUnlessSpelledInSource());
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
        if (const Expr *Await = awaitOfTemporary(
                M, cast<CXXMethodDecl>(F.decl())->getParent()))
          return LateMember{Sink, This, Await};
  }
  return std::nullopt;
}

} // namespace corolint::model
