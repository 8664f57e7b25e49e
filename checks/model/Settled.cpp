// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Settled.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isSettledBefore(Model &M, const Function &F, const VarDecl *Object,
                     const Expr *Call) {
  return any_of(F.uses(Object), [&](const DeclRefExpr *Use) {
    const Stmt *Around = F.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr>(Around)) // to its base class
      Around = F.parent(Around);
    const auto *Asked = dyn_cast_or_null<MemberExpr>(Around);
    return Asked && Use->getBeginLoc() < Call->getBeginLoc() &&
           (M.words().plays(Asked->getMemberDecl(), Role::Settles) ||
            M.words().speaksOf(Asked->getMemberDecl(), Role::Settles));
  });
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

bool isLastResort(Model &M, const Function &F, const Expr *Call) {
  return any_of(F.variablesIn(Call), [&](const ValueDecl *Given) {
    return any_of(F.uses(Given), [&](const DeclRefExpr *Use) {
      const CallExpr *Tried = callGiven(F, Use);
      return Tried && Tried->getDirectCallee() &&
             Tried->getBeginLoc() < Call->getBeginLoc() &&
             M.words().plays(Tried->getDirectCallee(), Role::Settles);
    });
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

bool awaitsStart(Model &M, const Function &F, const VarDecl *Local) {
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

} // namespace corolint::model
