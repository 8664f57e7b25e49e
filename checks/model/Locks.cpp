// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Locks.h"
#include "Model.h"
#include "Place.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static bool hasAwaitableMethod(const CXXRecordDecl *Record) {
  return any_of(Record->methods(), [](const CXXMethodDecl *Method) {
    const CXXRecordDecl *Result = recordOf(Method->getReturnType());
    return Result && isAwaitable(Result);
  });
}

/// `std::mutex` and its like, and a class that wraps one. A lock for coroutines
/// may have one inside, but can be awaited.
static bool isThreadBound(Model &M, QualType Mutex) {
  const CXXRecordDecl *Record =
      definitionOf(recordOf(Mutex.getNonReferenceType()));
  if (!Record)
    return false;
  if (M.words().plays(Record, Role::Mutex))
    return true;
  return !membersNamed(Record, "lock").empty() && !hasAwaitableMethod(Record) &&
         any_of(Record->fields(), [&](const FieldDecl *Field) {
           return !Field->getType()->isReferenceType() &&
                  isThreadBound(M, Field->getType());
         });
}

/// A class whose objects hold a thread's lock from their making to their end.
static bool isGuard(Model &M, QualType Type) {
  const CXXRecordDecl *Record = definitionOf(recordOf(Type));
  if (!Record)
    return false;
  if (M.words().plays(Record, Role::LockGuard)) {
    const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
    if (!Special)
      return true;
    SmallVector<TemplateArgument, 4> Over;
    for (const TemplateArgument &Argument :
         Special->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Pack)
        append_range(Over, Argument.pack_elements());
      else
        Over.push_back(Argument);
    return any_of(Over, [&](const TemplateArgument &Argument) {
      return Argument.getKind() == TemplateArgument::Type &&
             isThreadBound(M, Argument.getAsType());
    });
  }
  if (Record->hasAttr<ScopedLockableAttr>())
    return !hasAwaitableMethod(Record);
  // A wrapper that has a guard for a member.
  return !isAwaitable(Record) &&
         any_of(Record->fields(), [&](const FieldDecl *Field) {
           return !Field->getType()->isReferenceType() &&
                  !Field->getType()->isPointerType() &&
                  isGuard(M, Field->getType());
         });
}

/// Not with `std::defer_lock`, nor if it may have failed to get it.
static bool isTakenBy(const Expr *Init) {
  const auto *Construct =
      dyn_cast<CXXConstructExpr>(Init->IgnoreUnlessSpelledInSource());
  if (!Construct)
    return true; // a function that returns the guard
  if (Construct->getConstructor()->isCopyOrMoveConstructor())
    return true;
  if (Construct->getNumArgs() == 0 &&
      !membersNamed(Construct->getConstructor()->getParent(), "lock").empty())
    return false; // one that can be locked later
  return none_of(Construct->arguments(), [](const Expr *Argument) {
    const CXXRecordDecl *Tag = recordOf(Argument->getType());
    return Tag && Tag->isInStdNamespace() && Tag->getIdentifier() &&
           StringSwitch<bool>(Tag->getName())
               .Cases({"defer_lock_t", "try_to_lock_t"}, true)
               .Cases({"duration", "time_point"}, true)
               .Default(false);
  });
}

static const CXXMemberCallExpr *callOn(const Function &F, const Expr *Object) {
  const Stmt *Around = F.parent(Object);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
    Around = F.parent(Around);
  const auto *Member = dyn_cast_or_null<MemberExpr>(Around);
  return Member ? dyn_cast_or_null<CXXMemberCallExpr>(F.parent(Member))
                : nullptr;
}

static bool takes(StringRef Method) {
  return Method == "lock" || Method == "lock_shared" ||
         Method == "lockForRead" || Method == "lockForWrite" ||
         Method == "relock";
}

static bool releases(StringRef Method) {
  return Method == "unlock" || Method == "unlock_shared";
}

/// `guard.owns_lock()`, `if (guard)`: whatever else is done with a guard may
/// release it.
static bool onlyLooks(const CXXMemberCallExpr *Call) {
  return Call && Call->getMethodDecl() && Call->getMethodDecl()->isConst();
}

static void addGuard(const Function &F, const VarDecl *Guard,
                     SmallVectorImpl<Lock> &Locks) {
  Lock Held{nullptr, Guard, {}, nullptr};
  SmallVector<const Stmt *, 2> Taken;
  if (isTakenBy(Guard->getInit()))
    Taken.push_back(Guard->getInit()->IgnoreUnlessSpelledInSource());
  for (const DeclRefExpr *Use : F.uses(Guard)) {
    const CXXMemberCallExpr *Call = callOn(F, Use);
    if (Call && takes(calledName(Call)))
      Taken.push_back(Call);
    else if (!onlyLooks(Call))
      Held.Releases.push_back(Call ? static_cast<const Stmt *>(Call) : Use);
  }
  for (const Stmt *Place : Taken) {
    Held.Taken = Place;
    Locks.push_back(Held);
  }
}

/// `mutex.lock()` without a guard.
static void addByHand(Model &M, const Function &F,
                      SmallVectorImpl<Lock> &Locks) {
  SmallVector<std::pair<const CXXMemberCallExpr *, Place>, 4> Taken, Released;
  for (const CallExpr *Call : F.calls()) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
    StringRef Name = calledName(Call);
    if (!Member || (!takes(Name) && !releases(Name)))
      continue;
    const Expr *Object = Member->getImplicitObjectArgument();
    QualType Type = Object->getType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    if (isThreadBound(M, Type))
      (takes(Name) ? Taken : Released).push_back({Member, placeOf(Object)});
  }
  for (const auto &[Call, Mutex] : Taken) {
    Lock Held{Call, nullptr, {}, nullptr};
    for (const auto &[Release, Of] : Released)
      if (Of == Mutex)
        Held.Releases.push_back(Release);
    // Released elsewhere, by whoever: nothing is certain.
    if (Mutex.isKnown() && !Held.Releases.empty())
      Locks.push_back(Held);
  }
}

/// `use(std::lock_guard{mutex}, co_await f());` holds it to the end of the
/// full-expression.
static const Expr *fullExpressionAround(const Function &F, const Expr *E) {
  while (const auto *Around = dyn_cast_or_null<Expr>(F.parent(E)))
    E = Around;
  return E;
}

SmallVector<Lock, 2> locksOf(Model &M, const Function &F) {
  SmallVector<Lock, 2> Locks;
  for (const VarDecl *Local : F.locals())
    if (Local->hasLocalStorage() && Local->getInit() &&
        isGuard(M, Local->getType()))
      addGuard(F, Local, Locks);
  for (const Expr *Temporary : F.temporaries())
    if (isGuard(M, Temporary->getType()) && isTakenBy(Temporary) &&
        !F.initialised(fullExpressionAround(F, Temporary)))
      Locks.push_back(
          {Temporary, nullptr, {}, fullExpressionAround(F, Temporary)});
  addByHand(M, F, Locks);
  return Locks;
}

const Expr *suspensionUnder(Model &M, const Function &F, const Lock &Taken) {
  for (const Expr *Point : F.suspensions()) {
    if (M.runsThrough().at(F, Point))
      continue;
    if (Taken.Within) {
      bool IsLater = F.isWithin(Taken.Taken, Point) ||
                     Taken.Taken->getBeginLoc() < Point->getBeginLoc();
      if (F.isWithin(Point, Taken.Within) && IsLater)
        return Point;
    } else if (M.flow(F).reaches(Taken.Taken, Point, Taken.Releases,
                                 {Taken.Guard})) {
      return Point;
    }
  }
  return nullptr;
}

} // namespace corolint::model
