// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The one walk over the user's code. Every fact starts here; nobody else
// traverses bodies, and nobody asks Clang for parents.

#ifndef COROLINT_CHECKS_MODEL_WALK_H
#define COROLINT_CHECKS_MODEL_WALK_H

#include "Function.h"
#include "clang/AST/ASTContext.h"
#include <deque>

namespace corolint::model {

class Walk {
public:
  /// Walks what is in \p Ctx's traversal scope and not in a system header.
  explicit Walk(clang::ASTContext &Ctx) : Ctx(Ctx) {}

  std::deque<Function> run();

private:
  class Declarations;

  void addFunction(const clang::FunctionDecl *Decl, const Function *Outer,
                   const clang::LambdaExpr *Lambda);
  void addInitialiser(const clang::Expr *Init);
  void addLambda(const clang::LambdaExpr *Lambda, Function &In);
  void addLocalClass(const clang::CXXRecordDecl *Record, const Function &In);
  void walkBody(Function &F, const clang::Stmt *Root);
  /// Notes \p S and names what to walk below it.
  llvm::SmallVector<const clang::Stmt *, 8> below(Function &F,
                                                  const clang::Stmt *S);

  clang::ASTContext &Ctx;
  std::deque<Function> Functions; ///< addresses stay
  llvm::DenseSet<const clang::FunctionDecl *> Seen;
};

} // namespace corolint::model

#endif
