// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Chain.h"
#include "model/Suspension.h"
#include "model/Symbol.h"
#include "clang/AST/ASTLambda.h"

using namespace clang;

namespace corolint {

static std::string quote(const std::string &Name) { return "'" + Name + "'"; }

std::string nameOf(const model::Step &S) {
  if (isLambdaCallOperator(S.Callee))
    return "this lambda";
  const auto *Method = dyn_cast<CXXMethodDecl>(S.Callee);
  if (isa<CXXConstructorDecl>(S.Callee))
    return "the constructor of " +
           quote(Method->getParent()->getQualifiedNameAsString());
  if (isa<CXXDestructorDecl>(S.Callee))
    return "the destructor of " +
           quote(S.Ended ? S.Ended->getNameAsString()
                         : Method->getParent()->getQualifiedNameAsString());
  // Some libraries' functions are objects.
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(S.Made);
      Operator && Operator->getOperator() == OO_Call)
    if (const auto *Ref =
            dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParenImpCasts()))
      if (const auto *Object = dyn_cast<VarDecl>(Ref->getDecl());
          Object && Object->hasGlobalStorage())
        return quote(Object->getQualifiedNameAsString());
  return quote(S.Callee->getQualifiedNameAsString());
}

SourceRange rangeOf(const model::Step &S) {
  return S.Made ? S.Made->getSourceRange() : SourceRange(S.Loc);
}

std::string reasonOf(model::Model &M, const model::Step &S) {
  auto By = M.words().blocksBy(S.Callee);
  if (!By)
    return "";
  llvm::StringRef Reason = M.words().reason(S.Callee, *By);
  llvm::StringRef Instead = M.words().instead(S.Callee, *By);
  if (Reason.empty() || Instead.empty())
    return Reason.str();
  return (Reason + "; use " + Instead + " instead").str();
}

llvm::SmallVector<ToldStep, 4> told(model::Model &M, const model::Chain &Way) {
  llvm::SmallVector<ToldStep, 4> Told;
  const model::Step &First = Way.front();
  if (First.When != First.Loc)
    Told.push_back({First.When, nameOf(First) + " runs here"});
  std::string Reason = reasonOf(M, Way.back());
  if (Way.size() == 1 && !Reason.empty())
    Told.push_back({First.Loc, nameOf(First) + " " + Reason});
  for (const model::Step &Next : llvm::ArrayRef(Way).drop_front())
    if (Next.Loc.isValid()) // elements of containers stand nowhere
      Told.push_back({Next.Loc, nameOf(Next) + " is called here"});
  if (Way.size() != 1 && !Reason.empty() && Way.back().Loc.isValid())
    Told.back().Text += ", and " + Reason;
  return Told;
}

std::string nameOf(const model::Task &Made) {
  if (!Made.Callee || Made.Closure || Made.Callee->isOverloadedOperator())
    return "the task";
  return quote(Made.Callee->getNameAsString());
}

llvm::SmallVector<ToldStep, 4> toldOf(model::Model &M,
                                      const model::Task &Made) {
  llvm::SmallVector<ToldStep, 4> Told;
  if (const model::Function *Body = M.function(Made.Callee))
    if (const Expr *Point = firstSuspension(*Body))
      Told.push_back({Point->getBeginLoc(),
                      nameOf(Made) + " suspends here; whoever resumes it may "
                                     "have to wait for the blocked thread"});
  return Told;
}

std::optional<Condition> openAt(model::Model &M, const model::Function &F,
                                const model::Step &S, Condition::Kind Of) {
  if (!M.isLinked() || !M.elsewhere().isLedToBy(F, S))
    return std::nullopt;
  // Of a template, every instance has to come to the same.
  auto HasSame = [&](const model::Function *Instance) {
    return Instance == &F ||
           llvm::any_of(M.steps(Instance->decl()), [&](const model::Step &T) {
             return T.Loc == S.Loc &&
                    M.definition(T.Callee) == M.definition(S.Callee);
           });
  };
  if (!llvm::all_of(M.instances(F), HasSame))
    return std::nullopt;
  return Condition{Of, model::symbolOf(S.Callee), S.IsDispatched,
                   model::wordOf(S.Callee)};
}

} // namespace corolint
