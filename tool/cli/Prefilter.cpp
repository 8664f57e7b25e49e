// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Prefilter.h"
#include "cli/CheckOptions.h"
#include "cli/Groups.h"
#include "cli/Parse.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace corolint {

/// Do the options make a task of a type whose declaration does not say so?
static bool nameAwaitables(const clang::tidy::ClangTidyOptions &Options) {
  return Options.CheckOptions.contains("coro.LazyAwaitable") ||
         Options.CheckOptions.contains("coro.Profiles");
}

Prefilter::FlagSet Prefilter::describe(std::size_t I) const {
  // The parse happens where the build does.
  SmallString<256> Here;
  if (sys::fs::current_path(Here))
    return {};
  llvm::scope_exit Return([&] { sys::fs::set_current_path(Here); });
  Invocation Parse = prepareParse(Units[I], Options[I], ResourceDir);
  if (!Parse.Parse || !Parse.Parse->getLangOpts().Coroutines)
    return {};
  return {IncludeSearch::from(*Parse.Parse, Units[I].Directory),
          std::move(Parse.DroppedFlags)};
}

const Prefilter::FlagSet &Prefilter::flagsOf(std::size_t I) {
  std::string Key = parseKey(Units[I], frontEndFlags(Units[I]), Options[I]);
  auto Known = ByKey.find(Key);
  if (Known == ByKey.end())
    Known = ByKey.emplace(std::move(Key), describe(I)).first;
  return Known->second;
}

void Prefilter::setAside(std::vector<std::size_t> &Which) {
  erase_if(Which, [&](std::size_t I) {
    // A pipe would have to be waited for.
    if (!enablesAnyCheck(Options[I]) || nameAwaitables(Options[I]) ||
        !sys::fs::is_regular_file(Units[I].File))
      return false;
    const FlagSet &Flags = flagsOf(I);
    if (!Flags.Search)
      return false;
    IncludeGraph::Reach All = Graph.from(Units[I].File, *Flags.Search);
    if (All.IsOpaque || All.SpeaksOfCoroutines)
      return false;
    Unit &Known = Aside[I];
    Known.Result.DroppedFlags = Flags.Dropped;
    Known.Reached = std::move(All);
    return true;
  });
}

void Prefilter::setAside(std::size_t I, UnitResult Earlier) {
  Aside[I].Result = std::move(Earlier);
}

std::vector<std::size_t>
Prefilter::takeBack(const DenseSet<std::uint32_t> &Words) {
  auto IsAsked = [&](std::uint32_t Word) { return Words.contains(Word); };
  // Files are shared by many units.
  DenseMap<IncludeGraph::File, bool> Defines;
  auto DefinesIt = [&](IncludeGraph::File F) {
    auto [Slot, IsNew] = Defines.try_emplace(F, false);
    if (IsNew)
      Slot->second = any_of(Graph.definedIn(F), IsAsked);
    return Slot->second;
  };
  std::vector<std::size_t> Back;
  for (const auto &[I, Known] : Aside)
    if (Known.Result.AsideWith ? any_of(*Known.Result.AsideWith, IsAsked)
                               : any_of(Known.Reached.Files, DefinesIt))
      Back.push_back(I);
  for (std::size_t I : Back)
    Aside.erase(I);
  return Back;
}

std::vector<SetAside> Prefilter::left() {
  std::vector<SetAside> All;
  for (auto &[I, Known] : Aside) {
    SetAside &Each = All.emplace_back(SetAside{I, std::move(Known.Result), {}});
    if (Each.Result.AsideWith)
      continue;
    std::vector<std::uint32_t> &Words = Each.Result.AsideWith.emplace();
    for (IncludeGraph::File F : Known.Reached.Files)
      append_range(Words, Graph.definedIn(F));
    llvm::sort(Words);
    Words.erase(llvm::unique(Words), Words.end());
    Each.Looked = std::move(Known.Reached.Looked);
  }
  return All;
}

} // namespace corolint
