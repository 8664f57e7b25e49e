// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Questions about order, answered by Clang's control flow graph: the order of
// the text is not the order of the run.

#ifndef COROLINT_CHECKS_MODEL_FLOW_H
#define COROLINT_CHECKS_MODEL_FLOW_H

#include "Function.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <memory>

namespace corolint::model {

class Model;

/// The flow of one function's body. Built when first asked for.
class Flow {
public:
  using Statements = llvm::ArrayRef<const clang::Stmt *>;

  Flow(Model &M, const Function &F);

  // All questions are answered by "no" if the flow is unknown. Exceptions that
  // leave through a call are not followed.

  /// Is there a path from \p Start to the end of \p Variable's life (of the
  /// function's run, if that is null) on which none of \p Barriers is run?
  bool reachesEndOf(const clang::VarDecl *Variable, const clang::Stmt *Start,
                    Statements Barriers) const;

  /// What makes an end of the task that a variable keeps: the variable's own
  /// end, and the statement that fills it anew, if that drops what was in it.
  struct Drops {
    const clang::VarDecl *Holder = nullptr;
    const clang::Stmt *Refill = nullptr;
  };

  /// The same, and from there on to one of \p Then, with none of \p Before on
  /// the whole way?
  bool reachesEndOf(const clang::VarDecl *Variable, const clang::Stmt *Start,
                    Statements Barriers, Statements Then, Drops Before) const;

  /// Is there a path from \p Start to one of \p Targets on which none of
  /// \p Barriers and \p Before is run?
  bool reaches(const clang::Stmt *Start, Statements Targets,
               Statements Barriers, Drops Before) const;

  /// A way on which the coroutine is suspended: what was true at its start may
  /// be false at its end.
  struct Crossing {
    const clang::Expr *Suspension; ///< the last one before the target
    const clang::Stmt *Target;
  };

  /// A path from \p Start over a real suspension to one of \p Targets on which
  /// none of \p Barriers and \p Before is run; none if there is no such path.
  /// What is awaited may throw: then the path goes on in the handlers.
  std::optional<Crossing> crossing(const clang::Stmt *Start, Statements Targets,
                                   Statements Barriers, Drops Before) const;

  /// Where the coroutine may be suspended while \p Variable, a local or a
  /// parameter, lives; null if nowhere.
  const clang::Expr *suspensionInLifeOf(const clang::VarDecl *Variable) const;
  /// Is there a run from the start to the end on which none of \p Barriers is
  /// run?
  bool mayEndWithout(Statements Barriers) const;

  /// Does every path from the start of \p Handler come to one of \p Points,
  /// suspensions, before any other one and before the end?
  bool comesOnlyTo(Statements Points, const clang::CXXCatchStmt *Handler) const;

private:
  friend class Starts;

  using Stop = llvm::function_ref<bool(const clang::CFGElement &)>;

  struct Place {
    const clang::CFGBlock *Block;
    unsigned Index; ///< of the element behind the statement
  };
  /// Runs from \p From along all paths; a path ends where \p Ends says so.
  /// Answers with the places behind those ends.
  llvm::SmallVector<Place, 4> run(Place From, Stop Ends) const;
  /// The ends of \p Variable's life that paths from \p Start come to.
  llvm::SmallVector<Place, 4> endsOf(const clang::VarDecl *Variable,
                                     const clang::Stmt *Start,
                                     Stop IsBarrier) const;
  bool runsInto(Place From, Statements Targets, Statements Barriers,
                Drops Before) const;
  std::optional<Place> behind(const clang::Stmt *S) const;
  /// Behind \p S, wherever the graph has it.
  llvm::SmallVector<Place, 1> occurrences(const clang::Stmt *S) const;
  /// The handlers that catch what \p S throws.
  llvm::SmallVector<Place, 2> handlersOf(const clang::Stmt *S) const;

  Model &M;
  const Function &F;
  std::unique_ptr<clang::CFG> Graph;
  llvm::DenseMap<const clang::Stmt *, Place> Places;
  /// Of what the graph has more than once, the places but the first.
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<Place, 1>> Repeated;
  llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *> Handlers;
  /// Behind the declarations of locals.
  llvm::DenseMap<const clang::VarDecl *, Place> Births;
};

} // namespace corolint::model

#endif
