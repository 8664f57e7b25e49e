// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What waits by its name, and here is known not to wait long: somebody has seen
// to it before.

#ifndef COROLINT_CHECKS_MODEL_SETTLED_H
#define COROLINT_CHECKS_MODEL_SETTLED_H

#include "Function.h"

namespace corolint::model {

class Model;

/// What is known of a variable is kept: many calls may ask of the same one.
class Settled {
public:
  explicit Settled(Model &M) : M(M) {}

  /// `if (f.wait_for(0s) == ready) use(f.get());`: is \p Object asked, or made
  /// ready, before \p Call?
  bool isSettledBefore(const Function &F, const clang::VarDecl *Object,
                       const clang::Expr *Call);

  /// `make_address(host, error); if (error) resolver.resolve(host);`: is \p
  /// Call made only for what a call that does not wait could not settle?
  bool isLastResort(const Function &F, const clang::Expr *Call);

  /// `std::jthread t([&] { up.count_down(); serve(); }); up.wait();`: does \p F
  /// wait with \p Local only until threads of its own have started? They
  /// signal, and go on; what is signalled at the end of a thread's work is its
  /// work.
  bool awaitsStart(const Function &F, const clang::VarDecl *Local);

private:
  template <typename T>
  using OfVariable =
      llvm::DenseMap<std::pair<const Function *, const clang::ValueDecl *>, T>;

  /// Where \p Object is first asked, or made ready; invalid if nowhere.
  clang::SourceLocation asked(const Function &F, const clang::VarDecl *Object);
  /// Where \p Given is first given to a call that does not wait.
  clang::SourceLocation tried(const Function &F, const clang::ValueDecl *Given);

  Model &M;
  OfVariable<clang::SourceLocation> Asked;
  OfVariable<clang::SourceLocation> Tried;
  OfVariable<bool> Started;
};

} // namespace corolint::model

#endif
