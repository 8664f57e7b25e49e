// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Places that paths start at, to ask about all of them at once: a function with
// thousands of such places cannot be searched from each.

#ifndef COROLINT_CHECKS_MODEL_STARTS_H
#define COROLINT_CHECKS_MODEL_STARTS_H

#include "Flow.h"
#include "llvm/ADT/MapVector.h"

namespace corolint::model {

class Starts {
public:
  using Barrier = llvm::function_ref<bool(const clang::Stmt *)>;
  using Reached = llvm::SmallPtrSet<const clang::Stmt *, 16>;

  /// Behind each of \p All, as \p Order has them.
  Starts(const Flow &Order, Flow::Statements All);

  /// What is run on paths from any of them, up to the first barrier.
  Reached reached(Barrier IsBarrier) const;

  /// Do they lead to \p Target, with no barrier on the way?
  bool leadTo(const clang::Stmt *Target, Barrier IsBarrier) const;

  /// What is run on paths from any of them but itself.
  Reached reachedFromOthers() const;

  /// Those from which a path leads to one of \p Targets on which no barrier is
  /// run, in their order.
  llvm::SmallVector<const clang::Stmt *, 4> leadingTo(Flow::Statements Targets,
                                                      Barrier IsBarrier) const;

private:
  enum class Then { GoOn, Leave, End }; ///< leave the path, or end all
  void run(llvm::function_ref<Then(const clang::Stmt *)> Visit) const;

  using Indices = llvm::SmallVector<unsigned, 1>;
  /// The starts in front of element \p Index of \p Block.
  llvm::ArrayRef<unsigned> at(const clang::CFGBlock *Block,
                              unsigned Index) const;

  const Flow &Order;
  llvm::SmallVector<const clang::Stmt *, 8> All;
  llvm::DenseMap<std::pair<const clang::CFGBlock *, unsigned>, Indices> Places;
  /// Those that have some, and where the first of them is.
  llvm::MapVector<const clang::CFGBlock *, unsigned> Blocks;
};

} // namespace corolint::model

#endif
