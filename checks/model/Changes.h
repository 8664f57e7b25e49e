// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Who changes a container so that what leads into it is invalid.

#ifndef COROLINT_CHECKS_MODEL_CHANGES_H
#define COROLINT_CHECKS_MODEL_CHANGES_H

#include "Containers.h"

namespace corolint::model {

/// A call that changes a container's structure.
struct Change {
  const Function *In;
  const clang::CallExpr *Call;
};

/// Who else changes the container so that \p Way is invalid; none if nobody is
/// seen to.
std::optional<Change> breakerOf(Model &M, const Function &F, const WayIn &Way);

/// All changes of containers that are fields or outlive their function.
class Changes {
public:
  explicit Changes(Model &M);
  llvm::ArrayRef<Change> of(const clang::ValueDecl *Container) const;

private:
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<Change, 2>> Known;
};

} // namespace corolint::model

#endif
