// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Containers that others can reach, what leads into them, and who changes them
// in a way that makes such a way in invalid.

#ifndef COROLINT_CHECKS_MODEL_CONTAINERS_H
#define COROLINT_CHECKS_MODEL_CONTAINERS_H

#include "Function.h"
#include <optional>

namespace corolint::model {

class Model;

/// What an expression has of a container.
enum class Into {
  Iterator,
  Element, ///< a reference, a pointer or a view of elements
  Pointee  ///< what an element that is a unique_ptr owns
};

struct WayIn {
  /// The field or variable that is the container. Which object's field it is
  /// does not matter: any may be the one that is changed.
  const clang::ValueDecl *Container;
  const clang::CXXRecordDecl *Class;
  Into As;
};

/// How \p E leads into a container that somebody else than \p F can reach; none
/// if it does not, or is a copy.
std::optional<WayIn> wayInto(Model &M, const Function &F, const clang::Expr *E);
/// The same for the object or reference \p Variable.
std::optional<WayIn> wayInto(Model &M, const Function &F,
                             const clang::VarDecl *Variable);
/// The same for what `for (… : Range)` keeps.
std::optional<WayIn> wayThrough(Model &M, const Function &F,
                                const clang::Expr *Range);

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
