// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Fingerprint.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/BLAKE3.h"

using namespace llvm;

namespace corolint {

/// Formatters change spaces and nothing else.
static std::string withoutSpaces(StringRef Line) {
  std::string Out;
  for (char C : Line)
    if (!isSpace(C))
      Out += C;
  return Out;
}

std::vector<std::string> fingerprints(const std::vector<Finding> &Findings,
                                      StringRef Root, Sources &Text) {
  StringMap<unsigned> Occurrences;
  std::vector<std::string> Out;
  for (const Finding &F : Findings) {
    std::string Line = withoutSpaces(Text.line(F.Where.File, F.Where.Line));
    std::string Key =
        F.Check + '\0' + shortPath(F.Where.File, Root).str() + '\0' + Line;
    Key += '\0' + std::to_string(Occurrences[Key]++);
    BLAKE3 Hash;
    Hash.update(Key);
    Out.push_back(toHex(Hash.final<16>(), /*LowerCase=*/true));
  }
  return Out;
}

} // namespace corolint
