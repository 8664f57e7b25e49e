// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Chain.h"
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
    if (const auto *Object =
            dyn_cast<DeclRefExpr>(Operator->getArg(0)->IgnoreParenImpCasts()))
      return quote(Object->getDecl()->getQualifiedNameAsString());
  return quote(S.Callee->getQualifiedNameAsString());
}

SourceRange rangeOf(const model::Step &S) {
  return S.Made ? S.Made->getSourceRange() : SourceRange(S.Loc);
}

llvm::SmallVector<ToldStep, 4> told(const model::Chain &Way) {
  llvm::SmallVector<ToldStep, 4> Told;
  const model::Step &First = Way.front();
  if (First.When != First.Loc)
    Told.push_back({First.When, nameOf(First) + " runs here"});
  for (const model::Step &Next : llvm::ArrayRef(Way).drop_front())
    if (Next.Loc.isValid()) // elements of containers stand nowhere
      Told.push_back({Next.Loc, nameOf(Next) + " is called here"});
  return Told;
}

} // namespace corolint
