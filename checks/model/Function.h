// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plain facts about one function of the user's code, as the walk finds
// them: what its own body holds, and what is around what. No judgement yet.

#ifndef COROLINT_CHECKS_MODEL_FUNCTION_H
#define COROLINT_CHECKS_MODEL_FUNCTION_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace corolint::model {

/// One function, lambda body, or initialiser outside of functions. A lambda's
/// body is a function of its own: nothing in it belongs to the outer one.
class Function {
public:
  using Statement = const clang::Stmt *;

  /// Null for the initialiser of a global or a field.
  const clang::FunctionDecl *decl() const { return Decl; }
  /// The lambda whose body this is, or null.
  const clang::LambdaExpr *lambda() const { return Lambda; }
  /// The function in whose body this lambda or local class stands, or null.
  const Function *outer() const { return Outer; }
  Statement body() const { return Body; }
  /// In a template nobody has instantiated: types may be missing.
  bool isDependent() const { return Decl && Decl->isDependentContext(); }
  /// Clang could not make sense of a part of it.
  bool hasErrors() const {
    return HasErrors || (Decl && Decl->isInvalidDecl());
  }
  const clang::CoroutineBodyStmt *coroutine() const {
    return llvm::dyn_cast_or_null<clang::CoroutineBodyStmt>(
        Decl ? Decl->getBody() : nullptr);
  }

  /// The co_await and co_yield of this body, in the order of the text.
  llvm::ArrayRef<const clang::Expr *> suspensions() const {
    return Suspensions;
  }
  llvm::ArrayRef<const clang::CoreturnStmt *> returns() const {
    return Returns;
  }
  llvm::ArrayRef<const clang::CallExpr *> calls() const { return Calls; }
  /// Those of them that never return.
  llvm::ArrayRef<const clang::CallExpr *> endings() const { return Endings; }
  /// The calls, constructions and deletions, in the order of the text.
  llvm::ArrayRef<const clang::Expr *> runs() const { return Runs; }
  /// The locals that this body declares with an initialiser.
  llvm::ArrayRef<const clang::VarDecl *> locals() const { return Locals; }
  /// What is written as a temporary: `T(x)`, `T{x}`.
  llvm::ArrayRef<const clang::Expr *> temporaries() const {
    return Temporaries;
  }
  llvm::ArrayRef<const clang::LambdaExpr *> lambdas() const { return Lambdas; }
  llvm::ArrayRef<const clang::CXXThrowExpr *> throws() const { return Throws; }
  /// Where this body names its object: `this`, `member`, and captures of it.
  llvm::ArrayRef<const clang::Expr *> usesOfThis() const { return UsesOfThis; }
  llvm::ArrayRef<const clang::DeclRefExpr *>
  uses(const clang::ValueDecl *Variable) const;

  /// The variables that stand in \p Region, in the order of the text.
  llvm::SmallVector<const clang::ValueDecl *, 4>
  variablesIn(Statement Region) const;

  /// The node around \p S, itself in this body; null at the top.
  Statement parent(Statement S) const { return Spots.lookup(S).Parent; }
  /// The variable that \p Init initialises, when it stands in a declaration.
  const clang::VarDecl *initialised(const clang::Expr *Init) const {
    return Initialised.lookup(Init);
  }
  bool isWithin(Statement S, Statement Ancestor) const {
    return S == Ancestor ? S != nullptr
                         : Spots.lookup(Ancestor).holds(Spots.lookup(S));
  }
  /// Does the walk meet \p A before \p B?
  bool isMetBefore(Statement A, Statement B) const {
    return Spots.lookup(A).Number < Spots.lookup(B).Number;
  }
  /// Those of \p Nodes, in the order of the walk, that stand in \p Region.
  template <typename Node>
  llvm::ArrayRef<const Node *>
  within(Statement Region, llvm::ArrayRef<const Node *> Nodes) const {
    Spot Here = Spots.lookup(Region);
    auto FirstFrom = [&](unsigned Number) {
      return llvm::partition_point(
          Nodes, [&](Statement S) { return Spots.lookup(S).Number < Number; });
    };
    return {FirstFrom(Here.Number), FirstFrom(Here.End)};
  }
  bool suspendsIn(Statement Region) const {
    return !within(Region, suspensions()).empty();
  }
  /// The innermost loop of this body around \p S, or null.
  Statement loopAround(Statement S) const;
  /// The innermost `try` of this body whose block holds \p S, or null.
  const clang::CXXTryStmt *tryAround(Statement S) const;
  /// True in the handler of a `catch`, where nothing may be awaited.
  bool isInHandler(Statement S) const;

private:
  friend class Walk;

  /// Where the walk met a node. Nodes are numbered from 1 as they are met, so
  /// those below one have the numbers that follow its own.
  struct Spot {
    Statement Parent = nullptr;
    unsigned Number = 0;
    unsigned End = 0; ///< the first number that is not below it

    bool holds(const Spot &Other) const {
      return Number <= Other.Number && Other.Number < End;
    }
  };

  const clang::FunctionDecl *Decl = nullptr;
  const clang::LambdaExpr *Lambda = nullptr;
  const Function *Outer = nullptr;
  Statement Body = nullptr;
  bool HasErrors = false;
  llvm::SmallVector<const clang::Expr *, 4> Suspensions;
  llvm::SmallVector<const clang::CoreturnStmt *, 2> Returns;
  llvm::SmallVector<const clang::CallExpr *, 8> Calls;
  llvm::SmallVector<const clang::CallExpr *, 1> Endings;
  llvm::SmallVector<const clang::Expr *, 16> Runs;
  llvm::SmallVector<const clang::VarDecl *, 8> Locals;
  llvm::SmallVector<const clang::Expr *, 2> Temporaries;
  llvm::SmallVector<const clang::LambdaExpr *, 2> Lambdas;
  llvm::SmallVector<const clang::CXXThrowExpr *, 2> Throws;
  llvm::SmallVector<const clang::Expr *, 2> UsesOfThis;
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const clang::DeclRefExpr *, 4>>
      Uses;
  llvm::DenseMap<Statement, Spot> Spots;
  unsigned Met = 0; ///< how many nodes the walk has met
  /// All uses, in the order of the text, under the number of each.
  std::vector<std::pair<unsigned, const clang::ValueDecl *>> Named;
  llvm::DenseMap<const clang::Expr *, const clang::VarDecl *> Initialised;
};

bool isLoop(const clang::Stmt *S);

/// The name that \p Call calls something by; empty for operators and for what
/// only a pointer leads to.
llvm::StringRef calledName(const clang::CallExpr *Call);
/// What \p Call is about: its object, or the first thing it is given; null for
/// a call without any.
const clang::Expr *subjectOf(const clang::CallExpr *Call);

/// False for what stands in a system header. Few bodies are read there
/// (tool/cli/SkipBodies.cpp), so the model looks into those alone that stand
/// where somebody speaks of coroutines, and for what destructors do.
bool isOfProject(const clang::Decl *D);

/// Tasks, promises, awaiters and coroutines are told by words of the language
/// and the standard: does \p File have any?
bool speaksOfCoroutines(const clang::SourceManager &Sources,
                        clang::FileID File);
/// Of the project, or in a header that speaks of coroutines.
bool isReadInFull(const clang::Decl *D);

} // namespace corolint::model

#endif
