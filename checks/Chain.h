// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How messages name the steps of a chain of calls.

#ifndef COROLINT_CHECKS_CHAIN_H
#define COROLINT_CHECKS_CHAIN_H

#include "model/Reach.h"
#include <string>

namespace corolint {

/// `'usleep'`, `this lambda`, `the destructor of 'worker'`.
std::string nameOf(const model::Step &S);

clang::SourceRange rangeOf(const model::Step &S);

/// What is told of the steps below a finding: where they stand.
struct ToldStep {
  clang::SourceLocation Loc;
  std::string Text;
};
llvm::SmallVector<ToldStep, 4> told(const model::Chain &Way);

} // namespace corolint

#endif
