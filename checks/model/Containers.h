// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Containers that others can reach, and what leads into them.

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

/// The field or variable that is the container \p E; null if it is no
/// container, or \p F alone has it.
const clang::ValueDecl *containerNamed(Model &M, const Function &F,
                                       const clang::Expr *E);

} // namespace corolint::model

#endif
