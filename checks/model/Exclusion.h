// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What keeps other coroutines out of a piece of code, suspensions included.

#ifndef COROLINT_CHECKS_MODEL_EXCLUSION_H
#define COROLINT_CHECKS_MODEL_EXCLUSION_H

#include "Place.h"
#include "Starts.h"
#include <optional>

namespace corolint::model {

class Model;

/// Of one function. What it has is looked up once, each part when first asked
/// for.
class Exclusion {
public:
  Exclusion(Model &M, const Function &F) : M(M), F(F) {}

  /// May the function hold a lock or a turn at \p At: a thread's, or one it has
  /// awaited?
  bool mayHoldLock(const clang::Stmt *At);

  /// May others be kept out while it runs \p At: by a lock or a turn that it
  /// awaited, by a thread's lock, by a flag that it tested and set?
  bool mayExcludeOthers(const clang::Stmt *At);

private:
  /// `co_await semaphore.acquire();`, and later `semaphore.release();`.
  struct Turn {
    Place Of;
    struct Taking {
      const clang::Expr *Await;
      const clang::CallExpr *Call;
    };
    std::vector<Taking> Takings;
    std::vector<const clang::CallExpr *> Givings; ///< the last ones first
  };
  using Guards = llvm::DenseMap<const clang::Stmt *, clang::SourceLocation>;

  bool hasThreadLock();
  bool holdsGuard(const clang::Stmt *At);
  bool holdsTurn(const clang::Stmt *At);
  bool holdsFlag(const clang::Stmt *At);

  Guards findGuards();
  std::vector<Turn> findTurns();
  Starts::Reached findFlagged();

  Model &M;
  const Function &F;
  std::optional<bool> HasThreadLock;
  std::optional<Guards> FirstGuards; ///< by the block they stand in
  std::optional<std::vector<Turn>> Turns;
  std::optional<Starts::Reached> Flagged; ///< after another flag was set
};

} // namespace corolint::model

#endif
