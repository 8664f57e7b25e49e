// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Function.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const Expr *subjectOf(const CallExpr *Call) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Member->getImplicitObjectArgument();
  return Call->getNumArgs() ? Call->getArg(0) : nullptr;
}

bool isOfProject(const Decl *D) {
  const SourceManager &Sources = D->getASTContext().getSourceManager();
  return !Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation()));
}

bool speaksOfCoroutines(const SourceManager &Sources, FileID File) {
  StringRef Text = Sources.getBufferData(File);
  constexpr llvm::StringLiteral Words[] = {"co_await", "co_return", "co_yield",
                                           "await_", "coroutine"};
  return any_of(Words, [&](StringRef Word) { return Text.contains(Word); });
}

bool isReadInFull(const Decl *D) {
  const SourceManager &Sources = D->getASTContext().getSourceManager();
  return isOfProject(D) ||
         speaksOfCoroutines(Sources, Sources.getFileID(Sources.getExpansionLoc(
                                         D->getLocation())));
}

/// `false`, `0`, and a function that only returns that.
static bool isVisiblyFalse(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Bool = dyn_cast<CXXBoolLiteralExpr>(E))
    return !Bool->getValue();
  if (const auto *Number = dyn_cast<IntegerLiteral>(E))
    return Number->getValue() == 0;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const auto *Body = Callee && isOfProject(Callee) && Callee->hasBody()
                         ? dyn_cast<CompoundStmt>(Callee->getBody())
                         : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  return Return && Return->getRetValue() &&
         isVisiblyFalse(Return->getRetValue());
}

bool isLoop(const Stmt *S) {
  // Macros are wrapped into `do … while (false)`.
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return !isVisiblyFalse(Do->getCond());
  return isa<ForStmt, WhileStmt, CXXForRangeStmt>(S);
}

ArrayRef<const DeclRefExpr *> Function::uses(const ValueDecl *Variable) const {
  auto Found = Uses.find(Variable);
  return Found == Uses.end() ? ArrayRef<const DeclRefExpr *>()
                             : ArrayRef(Found->second);
}

SmallVector<const ValueDecl *, 4>
Function::variablesIn(Statement Region) const {
  Spot Here = Spots.lookup(Region);
  SmallSetVector<const ValueDecl *, 4> Found;
  auto At = partition_point(
      Named, [&](const auto &Use) { return Use.first < Here.Number; });
  for (; At != Named.end() && At->first < Here.End; ++At)
    Found.insert(At->second);
  return Found.takeVector();
}

Function::Statement Function::loopAround(Statement S) const {
  for (S = parent(S); S; S = parent(S))
    if (isLoop(S))
      return S;
  return nullptr;
}

const CXXTryStmt *Function::tryAround(Statement S) const {
  for (Statement Around = parent(S); Around;
       S = Around, Around = parent(Around))
    if (const auto *Try = dyn_cast<CXXTryStmt>(Around);
        Try && Try->getTryBlock() == S)
      return Try;
  return nullptr;
}

bool Function::isInHandler(Statement S) const {
  for (S = parent(S); S; S = parent(S))
    if (isa<CXXCatchStmt>(S))
      return true;
  return false;
}

StringRef calledName(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getIdentifier() ? Callee->getName() : StringRef();
}

} // namespace corolint::model
