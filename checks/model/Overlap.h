// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs that overlap: a coroutine that is suspended while another one, or
// another run of itself, works on the same object.

#ifndef COROLINT_CHECKS_MODEL_OVERLAP_H
#define COROLINT_CHECKS_MODEL_OVERLAP_H

#include "Place.h"
#include "Task.h"
#include <optional>

namespace corolint::model {

class Model;

/// Two places of one function that start what overlaps; the same one twice, if
/// it is a loop that starts it again and again.
struct Overlap {
  const clang::Expr *First;
  const clang::Expr *Second;
};

/// Does a function do to a thing, known to it by the places that the last
/// argument is true for, what others cannot stand?
using Disturbs = llvm::function_ref<bool(
    const Function &, llvm::function_ref<bool(const Place &)>)>;

/// Is there somebody who disturbs what \p F knows as \p Shared, while F is
/// suspended?
std::optional<Overlap> rivalOn(Model &M, const Function &F, const Place &Shared,
                               Disturbs Does);

/// Can somebody write what \p F writes by \p Write while F is suspended, and
/// not just set it to the same? Only what this translation unit shows counts.
std::optional<Overlap> overlapOn(Model &M, const Function &F,
                                 const Access &Write);

} // namespace corolint::model

#endif
