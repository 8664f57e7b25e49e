// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Step.h"
#include "Ends.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// Nobody outside of this translation unit can derive from it.
static const CXXMethodDecl *onlyImplementation(Model &M,
                                               const CXXMethodDecl *Method) {
  if (Method->isExternallyVisible())
    return nullptr;
  auto Overriders = M.overriders(Method);
  if (Method->isPureVirtual())
    return Overriders.size() == 1 ? Overriders.front() : nullptr;
  return Overriders.empty() ? Method : nullptr;
}

/// Which method a virtual call on \p Object comes to, if that can be seen.
static void dispatch(Model &M, Step &S, const Expr *Object) {
  const auto *Method = dyn_cast<CXXMethodDecl>(S.Callee);
  if (!Method || !Method->isVirtual())
    return;
  const CXXMethodDecl *Exact =
      Object ? Method->getDevirtualizedMethod(Object, /*IsAppleKext=*/false)
             : nullptr;
  if (!Exact)
    Exact = onlyImplementation(M, Method);
  if (Exact)
    S.Callee = Exact;
  else
    S.IsDispatched = !Method->hasAttr<FinalAttr>() &&
                     !Method->getParent()->isEffectivelyFinal();
}

std::optional<Step> stepOf(Model &M, const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  // Where memory is managed by hand, nobody sees whether anything lives there.
  if (!Callee || isa<CXXDestructorDecl>(Callee))
    return std::nullopt;
  // CallExpr's own getBeginLoc() leaves out the object of `object()`.
  SourceLocation Loc = static_cast<const Stmt *>(Call)->getBeginLoc();
  Step S{Callee, Call, nullptr, Loc, Loc};
  // `Base::f()` is no virtual call.
  const auto *Named = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  if (Named && Named->hasQualifier())
    return S;
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs())
    Object = Call->getArg(0);
  dispatch(M, S, Object);
  return S;
}

static void addConstruction(std::vector<Step> &Steps,
                            const CXXConstructExpr *Made) {
  Steps.push_back({Made->getConstructor(), Made, nullptr, Made->getBeginLoc(),
                   Made->getBeginLoc()});
}

static void addDeletion(Model &M, std::vector<Step> &Steps,
                        const CXXDeleteExpr *Deletion) {
  QualType Type = Deletion->getDestroyedType(); // null in a template
  const CXXRecordDecl *Record =
      definitionOf(Type.isNull() ? nullptr : Type->getAsCXXRecordDecl());
  if (!Record || !Record->getDestructor())
    return;
  Step S{Record->getDestructor(), Deletion, nullptr, Deletion->getBeginLoc(),
         Deletion->getBeginLoc()};
  dispatch(M, S, nullptr);
  Steps.push_back(S);
}

/// `std::for_each(…, [](auto &x) { … })`: the lambda is called where it stands.
static void addInvoked(Model &M, std::vector<Step> &Steps,
                       const CallExpr *Call) {
  for (const Expr *Argument : Call->arguments()) {
    const auto *Lambda =
        dyn_cast<LambdaExpr>(Argument->IgnoreUnlessSpelledInSource());
    if (!Lambda || !M.words().plays(Call->getDirectCallee(), Role::Invokes))
      continue;
    const FunctionDecl *Body = Lambda->getCallOperator();
    if (const FunctionTemplateDecl *Generic =
            Lambda->getDependentCallOperator()) {
      // Which instance it is, the algorithm's body would tell.
      if (!hasSingleElement(Generic->specializations()))
        continue;
      Body = *Generic->spec_begin();
    }
    SourceLocation Loc = Lambda->getBeginLoc();
    Steps.push_back({Body, Lambda, nullptr, Loc, Loc});
  }
}

/// Members and bases that the text of a constructor does not speak of.
static void addUnwrittenInits(std::vector<Step> &Steps,
                              const CXXConstructorDecl *Constructor) {
  for (const CXXCtorInitializer *Init : Constructor->inits()) {
    if (Init->isWritten())
      continue;
    const Expr *Value = Init->getInit()->IgnoreImplicit();
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Value))
      Value = Default->getExpr()->IgnoreImplicit();
    const auto *Made = dyn_cast<CXXConstructExpr>(Value);
    if (!Made)
      continue;
    addConstruction(Steps, Made);
    if (const FieldDecl *Member = Init->getAnyMember())
      Steps.back().Loc = Steps.back().When = Member->getLocation();
  }
}

std::vector<Step> stepsOf(Model &M, const FunctionDecl *Decl) {
  std::vector<Step> Steps;
  const Function *F = M.function(Decl);
  if (F) {
    for (const Expr *Run : F->runs()) {
      if (const auto *Made = dyn_cast<CXXConstructExpr>(Run))
        addConstruction(Steps, Made);
      else if (const auto *Deletion = dyn_cast<CXXDeleteExpr>(Run))
        addDeletion(M, Steps, Deletion);
      else if (auto S = stepOf(M, cast<CallExpr>(Run))) {
        Steps.push_back(*S);
        addInvoked(M, Steps, S->call());
      }
    }
    addLocalEnds(Steps, *F);
  }
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Decl);
      Constructor && (F || Constructor->isDefaulted()))
    addUnwrittenInits(Steps, Constructor);
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(Decl))
    addPartEnds(M, Steps, Destructor);
  return Steps;
}

} // namespace corolint::model
