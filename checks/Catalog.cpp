// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Catalog.h"
#include <algorithm>

namespace corolint {

namespace info {
#define COROLINT_CHECK(NAME) extern const CheckInfo NAME;
#include "Checks.def"
} // namespace info

static CatalogEntry entry(std::string Symbol, std::string_view Group,
                          const CheckInfo &Info) {
  std::replace(Symbol.begin(), Symbol.end(), '_', '-');
  return {"coro-" + Symbol, Symbol, Group, &Info};
}

static std::vector<CatalogEntry> readChecks() {
  std::vector<CatalogEntry> Entries;
  std::string_view Group;
#define COROLINT_GROUP(TITLE) Group = TITLE;
#define COROLINT_CHECK(NAME) Entries.push_back(entry(#NAME, Group, info::NAME));
#include "Checks.def"
  return Entries;
}

const std::vector<CatalogEntry> &catalog() {
  static const std::vector<CatalogEntry> Entries = readChecks();
  return Entries;
}

const CatalogEntry *findCheck(std::string_view Name) {
  for (const CatalogEntry &Entry : catalog())
    if (Entry.Name == Name || Entry.Stem == Name)
      return &Entry;
  return nullptr;
}

} // namespace corolint
