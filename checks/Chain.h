// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How messages name the steps of a chain of calls.

#ifndef COROLINT_CHECKS_CHAIN_H
#define COROLINT_CHECKS_CHAIN_H

#include "Condition.h"
#include "model/Model.h"
#include <string>

namespace corolint {

/// `'usleep'`, `this lambda`, `the destructor of 'worker'`.
std::string nameOf(const model::Step &S);

clang::SourceRange rangeOf(const model::Step &S);

/// Why \p S blocks, and what to use in its stead, as far as somebody says so:
/// `waits for a name server; use the loop's own resolver instead`.
std::string reasonOf(model::Model &M, const model::Step &S);

/// What is told of the steps below a finding: where they stand.
struct ToldStep {
  clang::SourceLocation Loc;
  std::string Text;
};
llvm::SmallVector<ToldStep, 4> told(model::Model &M, const model::Chain &Way);

/// `'read'`; `the task` of what has no name.
std::string nameOf(const model::Task &Made);

/// Of a task that somebody waits for: where it suspends.
llvm::SmallVector<ToldStep, 4> toldOf(model::Model &M, const model::Task &Made);

/// What must be known of other translation units for \p S, a step of \p F, to
/// do what \p Of says; none if nobody will ask them, or they have no say.
std::optional<Condition> openAt(model::Model &M, const model::Function &F,
                                const model::Step &S, Condition::Kind Of);

} // namespace corolint

#endif
