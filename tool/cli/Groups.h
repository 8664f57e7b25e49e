// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which translation units can share the parse of headers: those with the same
// flags, the same options of the checks, and headers in common.

#ifndef COROLINT_TOOL_CLI_GROUPS_H
#define COROLINT_TOOL_CLI_GROUPS_H

#include "clang-tidy/ClangTidyOptions.h"
#include "cli/DriverFlags.h"
#include "cli/Selection.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace corolint {

struct Group {
  std::vector<std::size_t> Units;
  /// What each of them includes, as `#include` names it, in the order of the
  /// first. Empty for a unit that shares with none.
  std::vector<std::string> Headers;
};

/// Equal for units that the same parse of headers may serve.
std::string parseKey(const TranslationUnit &Unit, const FrontEndFlags &Flags,
                     const clang::tidy::ClangTidyOptions &Options);

/// Of \p Units those with an index in \p Which. In the order of the first unit
/// of each, as they are given.
std::vector<Group>
groupUnits(llvm::ArrayRef<std::size_t> Which,
           llvm::ArrayRef<TranslationUnit> Units,
           llvm::ArrayRef<clang::tidy::ClangTidyOptions> Options);

} // namespace corolint

#endif
