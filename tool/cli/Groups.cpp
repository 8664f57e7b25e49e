// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   units with equal flags and checks ─▶ those that share most

#include "cli/Groups.h"
#include "cli/Clusters.h"
#include "cli/IncludeClosure.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace llvm;

namespace corolint {
namespace {

struct Member {
  std::size_t Unit;
  std::vector<std::string> Includes;
};

/// As those whose common headers are most text.
std::vector<Group> groupMembers(ArrayRef<Member> Members,
                                const IncludeClosure &Closure) {
  StringMap<unsigned> Numbers;
  std::vector<unsigned> Costs;
  for (const Member &Each : Members)
    for (const std::string &Name : Each.Includes)
      if (Numbers.try_emplace(Name, Numbers.size()).second)
        Costs.push_back(Closure.bytesOf(Name));
  std::vector<BitVector> Sets;
  for (const Member &Each : Members) {
    Sets.emplace_back(Numbers.size());
    for (const std::string &Name : Each.Includes)
      Sets.back().set(Numbers.lookup(Name));
  }
  std::vector<Group> Groups;
  for (const Cluster &C : clustersOf(Sets, Costs)) {
    Group &G = Groups.emplace_back();
    for (std::size_t I : C.Members)
      G.Units.push_back(Members[I].Unit);
    if (G.Units.size() > 1)
      copy_if(Members[C.Members.front()].Includes,
              std::back_inserter(G.Headers), [&](const std::string &Name) {
                return C.Common.test(Numbers.lookup(Name));
              });
  }
  return Groups;
}

/// Each begins with a header of the project that several begin with, or with
/// any other. To the first the header is common, and among the others it would
/// come before all that they have in common, and could speak to it.
std::vector<std::vector<Member>> byFirstHeader(std::vector<Member> Members) {
  constexpr unsigned Several = 3;
  StringMap<unsigned> Begin;
  for (const Member &Each : Members)
    ++Begin[Each.Includes.front()];
  std::map<std::string, std::vector<Member>> ByFirst;
  for (Member &Each : Members) {
    std::string First = Each.Includes.front();
    if (!StringRef(First).starts_with("\"") || Begin[First] < Several)
      First.clear();
    ByFirst[First].push_back(std::move(Each));
  }
  std::vector<std::vector<Member>> Parts;
  for (auto &[First, Part] : ByFirst)
    Parts.push_back(std::move(Part));
  return Parts;
}

/// Modules have their own way to share. A filter of headers leaves the main
/// file out, and to Clang what comes after shared headers is included by them.
bool mayShare(ArrayRef<std::string> Flags,
              const clang::tidy::ClangTidyOptions &Options) {
  return !Flags.empty() && Options.HeaderFilterRegex.value_or("") == ".*" &&
         Options.ExcludeHeaderFilterRegex.value_or("").empty() &&
         none_of(Flags, [](StringRef Flag) {
           return Flag.starts_with("-fmodule") ||
                  Flag.starts_with("-fprebuilt");
         });
}

std::vector<std::string> includeDirs(ArrayRef<std::string> Flags,
                                     StringRef Directory) {
  std::vector<std::string> Dirs;
  for (std::size_t I = 0; I < Flags.size(); ++I) {
    StringRef Dir = Flags[I];
    if (!Dir.consume_front("-I"))
      continue;
    if (Dir.empty() && I + 1 < Flags.size())
      Dir = Flags[++I];
    SmallString<256> Path(Dir);
    sys::path::make_absolute(Directory, Path);
    Dirs.push_back(Path.str().str());
  }
  return Dirs;
}

} // namespace

std::string parseKey(const TranslationUnit &Unit, const FrontEndFlags &Flags,
                     const clang::tidy::ClangTidyOptions &Options) {
  StringRef Zero("\0", 1);
  return join(ArrayRef(Flags.Arguments).drop_back(), Zero) + '\0' +
         join(Flags.Unknown, Zero) + '\0' + Unit.Directory + '\0' +
         sys::path::extension(Unit.File).str() + '\0' +
         clang::tidy::configurationAsText(Options);
}

std::vector<Group> groupUnits(ArrayRef<std::size_t> Which,
                              ArrayRef<TranslationUnit> Units,
                              ArrayRef<clang::tidy::ClangTidyOptions> Options) {
  std::vector<Group> Groups;
  std::map<std::string, std::vector<Member>> ByKey;
  IncludeClosure Closure;
  for (std::size_t I : Which) {
    FrontEndFlags Flags = frontEndFlags(Units[I]);
    std::vector<std::string> Includes;
    if (mayShare(Flags.Arguments, Options[I]))
      Includes = Closure.of(Units[I].File,
                            includeDirs(Flags.Arguments, Units[I].Directory));
    if (Includes.empty())
      Groups.push_back({{I}, {}});
    else
      ByKey[parseKey(Units[I], Flags, Options[I])].push_back(
          {I, std::move(Includes)});
  }
  for (auto &[Key, Members] : ByKey)
    for (ArrayRef<Member> Part : byFirstHeader(std::move(Members)))
      append_range(Groups, groupMembers(Part, Closure));
  llvm::sort(Groups, [](const Group &A, const Group &B) {
    return A.Units.front() < B.Units.front();
  });
  return Groups;
}

} // namespace corolint
