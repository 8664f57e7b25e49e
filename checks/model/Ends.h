// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The destructors that run without a word in the text: of locals at the end of
// their scope, of members, bases and elements with what holds them.

#ifndef COROLINT_CHECKS_MODEL_ENDS_H
#define COROLINT_CHECKS_MODEL_ENDS_H

#include "Step.h"

namespace corolint::model {

/// The ends of \p F's locals, but for those that visibly have nothing left to
/// end: their value is gone, or an await gave what they started time to end.
void addLocalEnds(std::vector<Step> &Steps, const Function &F);

/// What ends after the body of \p Destructor.
void addPartEnds(Model &M, std::vector<Step> &Steps,
                 const clang::CXXDestructorDecl *Destructor);

} // namespace corolint::model

#endif
