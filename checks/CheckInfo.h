// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a check says about itself: everything a reader, a report or the docs
// need to know of it without running it.

#ifndef COROLINT_CHECKS_CHECKINFO_H
#define COROLINT_CHECKS_CHECKINFO_H

#include <string_view>

namespace corolint {

/// How sure harm is: an Error is wrong in every run, a Warning in some run, a
/// Hint is advice.
enum class Severity { Hint, Warning, Error };

struct CheckInfo {
  /// One line, lower case: what the check finds.
  std::string_view Summary;
  Severity Level;
  /// Markdown without the title: what happens at run time, bad, good, limits.
  /// `--explain`, SARIF's help and docs/checks/ all print this text.
  std::string_view Page;
};

} // namespace corolint

#endif
