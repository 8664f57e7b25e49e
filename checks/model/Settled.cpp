// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Settled.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// The first place of those, if any is valid.
static void keepFirst(SourceLocation &First, SourceLocation Place) {
  if (First.isInvalid() || Place < First)
    First = Place;
}

static bool isBefore(SourceLocation Place, const Expr *Call) {
  return Place.isValid() && Place < Call->getBeginLoc();
}

SourceLocation Settled::asked(const Function &F, const VarDecl *Object) {
  auto [Slot, IsNew] = Asked.try_emplace({&F, Object});
  if (!IsNew)
    return Slot->second;
  SourceLocation First;
  for (const DeclRefExpr *Use : F.uses(Object)) {
    const Stmt *Around = F.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr>(Around)) // to its base class
      Around = F.parent(Around);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Around);
    if (Member && (M.words().plays(Member->getMemberDecl(), Role::Settles) ||
                   M.words().speaksOf(Member->getMemberDecl(), Role::Settles)))
      keepFirst(First, Use->getBeginLoc());
  }
  return Slot->second = First;
}

bool Settled::isSettledBefore(const Function &F, const VarDecl *Object,
                              const Expr *Call) {
  return isBefore(asked(F, Object), Call);
}

/// The call that is given \p Use as it is, or as something made of it:
/// `f(std::string_view(use))`.
static const CallExpr *callGiven(const Function &F, const Expr *Use) {
  const Stmt *Around = F.parent(Use);
  while (
      Around &&
      isa<CastExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr,
          CXXConstructExpr, ParenExpr, MemberExpr, CXXMemberCallExpr>(Around))
    Around = F.parent(Around);
  return dyn_cast_or_null<CallExpr>(Around);
}

SourceLocation Settled::tried(const Function &F, const ValueDecl *Given) {
  auto [Slot, IsNew] = Tried.try_emplace({&F, Given});
  if (!IsNew)
    return Slot->second;
  SourceLocation First;
  for (const DeclRefExpr *Use : F.uses(Given)) {
    const CallExpr *Call = callGiven(F, Use);
    if (Call && Call->getDirectCallee() &&
        M.words().plays(Call->getDirectCallee(), Role::Settles))
      keepFirst(First, Call->getBeginLoc());
  }
  return Slot->second = First;
}

bool Settled::isLastResort(const Function &F, const Expr *Call) {
  return any_of(F.variablesIn(Call), [&](const ValueDecl *Given) {
    return isBefore(tried(F, Given), Call);
  });
}

/// Does the body of \p Thread do more after it has used \p Signal last?
static bool goesOnAfter(Model &M, const LambdaExpr *Thread,
                        const ValueDecl *Signal) {
  const Function *Body = M.function(Thread->getCallOperator());
  const auto *Block = Body ? dyn_cast<CompoundStmt>(Body->body()) : nullptr;
  if (!Block)
    return false;
  auto Uses = [&](const Stmt *S) {
    return any_of(Body->uses(Signal), [&](const DeclRefExpr *Use) {
      return Body->isWithin(Use, S);
    });
  };
  ArrayRef Statements(Block->body_begin(), Block->size());
  auto Last = find_if(reverse(Statements), Uses);
  return Last.base() != Statements.begin() && // where nobody uses it
         any_of(make_range(Last.base(), Statements.end()), [&](const Stmt *S) {
           return any_of(Body->calls(), [&](const CallExpr *Made) {
             return Body->isWithin(Made, S);
           });
         });
}

/// The lambdas in \p F, and in the functions it lends \p Variable to, that hold
/// a reference to it; what it is called there.
static void
addHolders(const Function &F, const ValueDecl *Variable,
           SmallVectorImpl<std::pair<const LambdaExpr *, const ValueDecl *>>
               &Holders) {
  for (const LambdaExpr *Lambda : F.lambdas())
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable &&
          Capture.getCaptureKind() == LCK_ByRef)
        Holders.emplace_back(Lambda, Variable);
}

static bool awaitsStart(Model &M, const Function &F, const VarDecl *Local) {
  if (!Local->isLocalVarDecl() || Local->isStaticLocal())
    return false;
  SmallVector<std::pair<const LambdaExpr *, const ValueDecl *>, 2> Threads;
  addHolders(F, Local, Threads);
  for (const DeclRefExpr *Use : F.uses(Local)) {
    const auto *Lent = dyn_cast_or_null<CallExpr>(F.parent(Use));
    const FunctionDecl *To = Lent ? Lent->getDirectCallee() : nullptr;
    const Function *Maker = To ? M.function(M.definition(To)) : nullptr;
    if (!Maker)
      continue;
    for (unsigned I = 0; I != Lent->getNumArgs(); ++I)
      if (Lent->getArg(I) == Use && I < Maker->decl()->getNumParams())
        addHolders(*Maker, Maker->decl()->getParamDecl(I), Threads);
  }
  return !Threads.empty() && all_of(Threads, [&](const auto &Thread) {
    return goesOnAfter(M, Thread.first, Thread.second);
  });
}

bool Settled::awaitsStart(const Function &F, const VarDecl *Local) {
  auto [Slot, IsNew] = Started.try_emplace({&F, Local});
  if (IsNew)
    Slot->second = model::awaitsStart(M, F, Local);
  return Slot->second;
}

} // namespace corolint::model
