// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Owners.h"
#include "Handles.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

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

/// A task is there to be handed around. Another owner, such as the awaiter that
/// an operator makes where it is awaited, may never be copied: then one has to
/// be.
static bool isHandedAround(Model &M, const CXXRecordDecl *Record,
                           bool ByAssignment) {
  if (M.types().find(M.context().getCanonicalTagType(Record)))
    return true;
  return any_of(Record->methods(), [&](const CXXMethodDecl *Method) {
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method);
    bool IsCopy = ByAssignment
                      ? Method->isCopyAssignmentOperator()
                      : Constructor && Constructor->isCopyConstructor();
    return IsCopy && Method->isUsed();
  });
}

std::optional<Doubling> doublingOf(Model &M, const Owner &Of) {
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
  if (!Record->hasUserDeclaredCopyConstructor() && AllFields(canBeCopied) &&
      isHandedAround(M, Record, false))
    return Doubling{nullptr, false, false};
  if (!Record->hasUserDeclaredCopyAssignment() && AllFields(canBeAssigned) &&
      isHandedAround(M, Record, true))
    return Doubling{nullptr, false, true};
  return std::nullopt;
}

// --- frames that end themselves ----------------------------------------------

/// Constructors, destructors and assignments move handles about between
/// objects; any other method that gives the member a new value may know that
/// the coroutine is over.
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

} // namespace corolint::model
