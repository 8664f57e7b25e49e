// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Did you mean: the known word that is spelt most like a wrong one.

#ifndef COROLINT_CHECKS_MODEL_LIKEST_H
#define COROLINT_CHECKS_MODEL_LIKEST_H

#include "llvm/ADT/StringRef.h"

namespace corolint::model {

/// The first of \p Known with the fewest letters to change, if these are fewer
/// than \p TooMany; else empty.
template <typename Words>
llvm::StringRef likest(llvm::StringRef Given, const Words &Known,
                       unsigned TooMany) {
  llvm::StringRef Likest;
  for (llvm::StringRef Word : Known)
    if (unsigned Letters = Given.edit_distance(Word, true, TooMany);
        Letters < TooMany) {
      TooMany = Letters;
      Likest = Word;
    }
  return Likest;
}

} // namespace corolint::model

#endif
