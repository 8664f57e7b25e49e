// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Dedup.h"
#include <map>
#include <set>
#include <tuple>

namespace corolint {

static void dropDisputedFixes(Finding &Kept, const Finding &Other) {
  if (Kept.Fixes != Other.Fixes)
    Kept.Fixes.clear();
  for (Note &N : Kept.Notes) {
    bool Agreed = false;
    for (const Note &M : Other.Notes)
      Agreed |=
          N.Message == M.Message && N.Where == M.Where && N.Fixes == M.Fixes;
    if (!Agreed)
      N.Fixes.clear();
  }
}

/// What decides which of two is told.
static auto notes(const Finding &F) {
  std::vector<std::tuple<std::string, std::uint64_t, std::string>> Key;
  for (const Note &N : F.Notes)
    Key.emplace_back(N.Where.File, N.Where.Offset, N.Message);
  return Key;
}

std::vector<Finding> deduplicate(std::vector<Finding> Findings) {
  using Key = std::tuple<std::string, std::uint64_t, std::string, std::string>;
  std::map<Key, Finding> Unique;
  for (Finding &F : Findings) {
    Key Where(F.Where.File, F.Where.Offset, F.Check, F.Message);
    auto [Known, IsNew] = Unique.try_emplace(std::move(Where), F);
    if (IsNew)
      continue;
    if (notes(F) < notes(Known->second))
      std::swap(F, Known->second);
    dropDisputedFixes(Known->second, F);
  }
  std::vector<Finding> Out;
  for (auto &[Where, F] : Unique)
    Out.push_back(std::move(F));
  return Out;
}

std::vector<Finding> withLinked(std::vector<Finding> Findings,
                                std::vector<Finding> Linked) {
  std::set<std::tuple<std::string, std::uint64_t, std::string>> Taken;
  for (const Finding &F : Findings)
    Taken.emplace(F.Where.File, F.Where.Offset, F.Check);
  for (Finding &F : Linked)
    if (!Taken.count({F.Where.File, F.Where.Offset, F.Check}))
      Findings.push_back(std::move(F));
  return deduplicate(std::move(Findings));
}

} // namespace corolint
