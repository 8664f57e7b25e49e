// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Questions about order, answered by Clang's control flow graph: the order of
// the text is not the order of the run.

#ifndef COROLINT_CHECKS_MODEL_FLOW_H
#define COROLINT_CHECKS_MODEL_FLOW_H

#include "Function.h"
#include "clang/Analysis/CFG.h"
#include <memory>

namespace corolint::model {

/// The flow of one function's body. Built when first asked for.
class Flow {
public:
  using Statements = llvm::ArrayRef<const clang::Stmt *>;

  Flow(clang::ASTContext &Ctx, const Function &F);

  /// Is there a path from \p Start to the end of \p Variable's life (of the
  /// function's run, if that is null) on which
  /// none of \p Barriers is run, and, if \p Then is given, from there on to one
  /// of those? False if the flow is unknown. Exceptions that leave through a
  /// call are not followed.
  bool reachesEndOf(const clang::VarDecl *Variable, const clang::Stmt *Start,
                    Statements Barriers,
                    std::optional<Statements> Then = std::nullopt) const;

private:
  struct Place {
    const clang::CFGBlock *Block;
    unsigned Index; ///< of the element behind the statement
  };
  /// Runs from \p From along all paths; a path ends where \p Ends says so.
  /// Answers with the places behind those ends.
  llvm::SmallVector<Place, 4>
  run(Place From,
      llvm::function_ref<bool(const clang::CFGElement &)> Ends) const;
  std::optional<Place> behind(const clang::Stmt *S) const;

  const Function &F;
  std::unique_ptr<clang::CFG> Graph;
  llvm::DenseMap<const clang::Stmt *, Place> Places;
};

} // namespace corolint::model

#endif
