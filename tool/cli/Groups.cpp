// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   units with equal flags and checks ─▶ those that include most in common

#include "cli/Groups.h"
#include "cli/IncludeClosure.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace llvm;

namespace corolint {
namespace {

struct Member {
  std::size_t Unit;
  std::vector<std::string> Includes;
};

std::vector<std::string> common(ArrayRef<std::string> Some,
                                ArrayRef<std::string> Others) {
  StringSet<> Has;
  for (const std::string &Name : Others)
    Has.insert(Name);
  std::vector<std::string> Both;
  copy_if(Some, std::back_inserter(Both),
          [&](const std::string &Name) { return Has.contains(Name); });
  return Both;
}

/// Joins the group with which it has most in common, unless the others would
/// lose much of what they share; a group of one has not settled yet.
void join(std::vector<Group> &Groups, Member Unit) {
  Group *Best = nullptr;
  std::vector<std::string> Shared;
  for (Group &G : Groups) {
    std::vector<std::string> Both = common(G.Headers, Unit.Includes);
    bool KeepsMost =
        3 * Both.size() >= (G.Units.size() == 1 ? 1 : 2) * G.Headers.size();
    if (KeepsMost && Both.size() > Shared.size()) {
      Best = &G;
      Shared = std::move(Both);
    }
  }
  if (!Best) {
    Groups.push_back({{Unit.Unit}, std::move(Unit.Includes)});
    return;
  }
  Best->Units.push_back(Unit.Unit);
  Best->Headers = std::move(Shared);
}

/// Each begins with a header of the project that several begin with, or with
/// any other. To the first the header is common, and among the others it would
/// come before all that they have in common, and could speak to it.
std::vector<Group> groupMembers(std::vector<Member> Members) {
  constexpr unsigned Several = 3;
  StringMap<unsigned> Begin;
  for (const Member &Each : Members)
    if (!Each.Includes.empty())
      ++Begin[Each.Includes.front()];
  std::map<std::string, std::vector<Group>> ByFirst;
  for (Member &Each : Members) {
    std::string First = Each.Includes.empty() ? "" : Each.Includes.front();
    if (!StringRef(First).starts_with("\"") || Begin[First] < Several)
      First.clear();
    join(ByFirst[First], std::move(Each));
  }
  std::vector<Group> Groups;
  for (auto &[First, Some] : ByFirst)
    llvm::move(Some, std::back_inserter(Groups));
  return Groups;
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
    if (mayShare(Flags.Arguments, Options[I]))
      ByKey[parseKey(Units[I], Flags, Options[I])].push_back(
          {I, Closure.of(Units[I].File,
                         includeDirs(Flags.Arguments, Units[I].Directory))});
    else
      Groups.push_back({{I}, {}});
  }
  for (auto &[Key, Members] : ByKey)
    for (Group &G : groupMembers(std::move(Members))) {
      if (G.Units.size() == 1)
        G.Headers.clear();
      Groups.push_back(std::move(G));
    }
  return Groups;
}

} // namespace corolint
