// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Ends.h"
#include "Model.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// What runs when an object of \p Type ends that \p Ended names.
static void addEnd(std::vector<Step> &Steps, QualType Type,
                   const ValueDecl *Ended, SourceLocation Loc,
                   SourceLocation When) {
  if (Type.isNull() || Type->isDependentType())
    return;
  Type = Type->getBaseElementTypeUnsafe()->getCanonicalTypeInternal();
  const CXXRecordDecl *Record = definitionOf(Type->getAsCXXRecordDecl());
  if (Record && !Record->hasTrivialDestructor() && Record->getDestructor())
    Steps.push_back({Record->getDestructor(), nullptr, Ended, Loc, When});
}

/// Its value went somewhere else before its end.
static bool isMovedAway(const Function &F, const VarDecl *Variable) {
  return any_of(F.uses(Variable), [&](const DeclRefExpr *Use) {
    const Stmt *Around = F.parent(Use);
    if (const auto *Call = dyn_cast_or_null<CallExpr>(Around))
      return Call->isCallToStdMove();
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, CXXConstructExpr,
                           CXXBindTemporaryExpr, ExprWithCleanups>(Around))
      Around = F.parent(Around);
    return isa_and_nonnull<ReturnStmt, CoreturnStmt>(Around);
  });
}

static SourceLocation endOfScope(const Function &F, const VarDecl *Variable) {
  const Stmt *S = Variable->getInit();
  while (S && !isa<CompoundStmt>(S))
    S = F.parent(S);
  return S ? S->getEndLoc() : Variable->getLocation();
}

/// `std::jthread`, and a vector of them; not a pointer that owns a user's
/// class.
static bool isAllStandard(QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return true;
  const auto *Template = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Record->isInStdNamespace() &&
         (!Template || all_of(Template->getTemplateArgs().asArray(),
                              [](const TemplateArgument &Argument) {
                                return Argument.getKind() !=
                                           TemplateArgument::Type ||
                                       isAllStandard(Argument.getAsType());
                              }));
}

/// `std::jthread t(f);`, and nothing done with it since that may have ended its
/// wait. Of the user's own classes it is their destructor that tells.
static bool isLeftAlone(const Function &F, const VarDecl *Variable) {
  if (!isAllStandard(Variable->getType()))
    return true;
  const auto *Made = dyn_cast<CXXConstructExpr>(
      Variable->getInit()->IgnoreUnlessSpelledInSource());
  if (Made && Made->getNumArgs() == 0)
    return false; // it may have been started later, or not at all
  return all_of(F.uses(Variable), [&](const DeclRefExpr *Use) {
    const auto *Asked = dyn_cast_or_null<MemberExpr>(F.parent(Use));
    const IdentifierInfo *Name =
        Asked ? Asked->getMemberDecl()->getIdentifier() : nullptr;
    return Name && is_contained({"request_stop", "get_stop_source",
                                 "get_stop_token", "get_id", "joinable"},
                                Name->getName());
  });
}

void addLocalEnds(std::vector<Step> &Steps, const Function &F) {
  for (const VarDecl *Variable : F.locals()) {
    if (!Variable->hasLocalStorage() ||
        Variable->getType()->isReferenceType() || isMovedAway(F, Variable) ||
        !isLeftAlone(F, Variable))
      continue;
    SourceLocation End = endOfScope(F, Variable);
    if (none_of(F.suspensions(), [&](const Expr *Point) {
          return Variable->getLocation() < Point->getBeginLoc() &&
                 Point->getBeginLoc() < End;
        }))
      addEnd(Steps, Variable->getType(), Variable, Variable->getLocation(),
             End);
  }
}

/// Elements of containers, and what owning pointers own, end with them.
static bool ownsElements(Model &M, const CXXRecordDecl *Record) {
  for (Role R :
       {Role::MovesElements, Role::MovesIterators, Role::KeepsElements})
    if (M.words().plays(Record, R))
      return true;
  return false;
}

void addPartEnds(Model &M, std::vector<Step> &Steps,
                 const CXXDestructorDecl *Destructor) {
  const CXXRecordDecl *Record = Destructor->getParent();
  if (const auto *Container = dyn_cast<ClassTemplateSpecializationDecl>(Record);
      Container && ownsElements(M, Record)) {
    // The element, or key and value; never the allocator or the deleter.
    for (const TemplateArgument &Argument :
         Container->getTemplateArgs().asArray().take_front(2))
      if (Argument.getKind() == TemplateArgument::Type)
        addEnd(Steps, Argument.getAsType(), nullptr, {}, {});
    return;
  }
  // A union's destructor ends none of its members.
  if (Record->isUnion() ||
      M.context().getSourceManager().isInSystemHeader(Record->getLocation()))
    return;
  for (const FieldDecl *Field : Record->fields())
    addEnd(Steps, Field->getType(), Field, Field->getLocation(),
           Field->getLocation());
  for (const CXXBaseSpecifier &Base : Record->bases())
    addEnd(Steps, Base.getType(), nullptr, Base.getBeginLoc(),
           Base.getBeginLoc());
}

} // namespace corolint::model
