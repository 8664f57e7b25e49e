// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The catalogue of checks by name, for whoever prints them. Knows no Clang.

#ifndef COROLINT_CHECKS_CATALOG_H
#define COROLINT_CHECKS_CATALOG_H

#include "CheckInfo.h"
#include <string>
#include <string_view>
#include <vector>

namespace corolint {

struct CatalogEntry {
  std::string Name;       ///< coro-discarded-coroutine
  std::string Stem;       ///< discarded-coroutine: the stem of file, test, page
  std::string_view Group; ///< "Tasks that are lost"
  const CheckInfo *Info;
};

/// Every check, in the order of Checks.def.
const std::vector<CatalogEntry> &catalog();

/// The entry named \p Name, with or without its `coro-`; null if there is none.
const CatalogEntry *findCheck(std::string_view Name);

} // namespace corolint

#endif
