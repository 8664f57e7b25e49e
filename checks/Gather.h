// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tutorial's rule as edits: start early, await late.

#ifndef COROLINT_CHECKS_GATHER_H
#define COROLINT_CHECKS_GATHER_H

#include "Edit.h"
#include "model/Sequence.h"

namespace corolint {

/// What replaces \p Row: `auto [a, b] = co_await gather(f(), g());`. The edits
/// are empty where that might not compile, the text where the library has no
/// word for it.
struct Rewrite {
  std::string Text;
  Edits Fix;
};
Rewrite gathered(model::Model &M, const model::Function &F,
                 const model::Row &Row);

/// The same for a loop: all tasks are made first, and awaited together. The
/// text is the gathering call.
Rewrite gathered(model::Model &M, const model::Function &F,
                 const model::Turns &Loop, llvm::StringSet<> &NamesTaken);

/// `co_await f()` in place of a spawn and its await; empty where the value that
/// the await gives is of another kind.
Edits withoutSpawn(model::Model &M, const model::Function &F,
                   const model::NeedlessSpawn &Spawn);

} // namespace corolint

#endif
