// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Function.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isLoop(const Stmt *S) {
  return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S);
}

ArrayRef<const DeclRefExpr *> Function::uses(const ValueDecl *Variable) const {
  auto Found = Uses.find(Variable);
  return Found == Uses.end() ? ArrayRef<const DeclRefExpr *>()
                             : ArrayRef(Found->second);
}

SmallVector<const ValueDecl *, 4>
Function::variablesIn(Statement Region) const {
  SmallVector<const ValueDecl *, 4> Found;
  for (const auto &[Variable, Refs] : Uses)
    if (any_of(Refs, [&](auto *Use) { return isWithin(Use, Region); }))
      Found.push_back(Variable);
  return Found;
}

bool Function::isWithin(Statement S, Statement Ancestor) const {
  for (; S; S = parent(S))
    if (S == Ancestor)
      return true;
  return false;
}

Function::Statement Function::loopAround(Statement S) const {
  for (S = parent(S); S; S = parent(S))
    if (isLoop(S))
      return S;
  return nullptr;
}

bool Function::isInHandler(Statement S) const {
  for (S = parent(S); S; S = parent(S))
    if (isa<CXXCatchStmt>(S))
      return true;
  return false;
}

} // namespace corolint::model
