// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which steps lead to functions of the project that are defined in another
// translation unit, directly or through those of this one: what they come to is
// known only when the summaries of all are linked.

#ifndef COROLINT_CHECKS_MODEL_ELSEWHERE_H
#define COROLINT_CHECKS_MODEL_ELSEWHERE_H

#include "Reach.h"

namespace corolint::model {

class Elsewhere {
public:
  explicit Elsewhere(Model &M)
      : M(M), Steps(M, [this](const Function *, const Step &S) {
          return isElsewhere(S);
        }) {}

  /// Is the callee of \p S to be looked for in other summaries?
  bool isElsewhere(const Step &S) const;

  /// Does \p S, a step of \p F, come to such a one?
  bool isLedToBy(const Function &F, const Step &S) {
    return !Steps.chainFrom(F, S).empty();
  }

private:
  Model &M;
  Reach Steps;
};

} // namespace corolint::model

#endif
