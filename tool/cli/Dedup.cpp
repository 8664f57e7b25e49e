// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Dedup.h"
#include <map>
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

std::vector<Finding> deduplicate(const std::vector<UnitResult> &Results) {
  using Key = std::tuple<std::string, std::uint64_t, std::string, std::string>;
  std::map<Key, Finding> Unique;
  for (const UnitResult &Result : Results)
    for (const Finding &F : Result.Findings) {
      auto [Known, IsNew] = Unique.try_emplace(
          Key(F.Where.File, F.Where.Offset, F.Check, F.Message), F);
      if (!IsNew)
        dropDisputedFixes(Known->second, F);
    }
  std::vector<Finding> Out;
  for (auto &[Where, F] : Unique)
    Out.push_back(std::move(F));
  return Out;
}

} // namespace corolint
