// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/IncludeGraph.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace corolint {

std::optional<IncludeSearch>
IncludeSearch::from(const clang::CompilerInvocation &I, StringRef Directory) {
  const clang::HeaderSearchOptions &Headers = I.getHeaderSearchOpts();
  const clang::PreprocessorOptions &Macros = I.getPreprocessorOpts();
  bool HasOtherWays =
      !Headers.VFSOverlayFiles.empty() || Headers.ImplicitModuleMaps ||
      !I.getFrontendOpts().ModuleFiles.empty() ||
      !Headers.PrebuiltModuleFiles.empty() ||
      !Macros.ImplicitPCHInclude.empty() || !Macros.ChainedIncludes.empty();
  if (HasOtherWays)
    return std::nullopt;
  // Code may also come from the command line.
  for (const auto &[Macro, IsUndef] : Macros.Macros)
    if (speaksOfCoroutines(Macro))
      return std::nullopt;

  IncludeSearch Search;
  auto Add = [&](auto Belongs, bool OnlyQuoted, bool IsSystem) {
    for (const auto &Entry : Headers.UserEntries)
      if (Belongs(Entry.Group)) {
        SmallString<256> Path(Entry.Path);
        sys::path::make_absolute(Directory, Path);
        Search.Dirs.push_back({Path.str().str(), OnlyQuoted, IsSystem});
      }
  };
  using namespace clang::frontend;
  for (const auto &Entry : Headers.UserEntries)
    if (Entry.IsFramework || (!Entry.IgnoreSysRoot && Headers.Sysroot != "/"))
      return std::nullopt;
  Add([](auto G) { return G == Quoted; }, true, false);
  Add([](auto G) { return G == Angled; }, false, false);
  Add([](auto G) { return G != Quoted && G != Angled && G != After; }, false,
      true);
  Add([](auto G) { return G == After; }, false, true);

  for (const std::string &Name :
       concat<const std::string>(Macros.MacroIncludes, Macros.Includes))
    Search.First.push_back({Name, /*IsQuoted=*/true, /*IsNext=*/false});
  return Search;
}

IncludeGraph::Reach IncludeGraph::from(StringRef MainFile,
                                       const IncludeSearch &Search) {
  Reach All;
  DenseSet<File> Seen, SeenAsSystem;
  std::vector<Found> Pending;
  All.Looked.push_back(look(MainFile).first);
  Found Main{read(MainFile), /*IsSystem=*/false};
  Pending.push_back(Main);
  for (const TextFacts::Include &Wanted : Search.First)
    All.IsOpaque |= !resolve(Wanted, Main, Search, Pending, All.Looked);
  while (!Pending.empty()) {
    Found Next = Pending.back();
    Pending.pop_back();
    // Who is of the project by one way is so whatever the others are.
    bool IsNew = Next.IsSystem ? !Seen.contains(Next.Which) &&
                                     SeenAsSystem.insert(Next.Which).second
                               : Seen.insert(Next.Which).second;
    if (!IsNew)
      continue;
    if (!Next.IsSystem)
      All.Files.push_back(Next.Which);
    const TextFacts &Facts = Nodes[Next.Which].Facts;
    All.IsOpaque |= Facts.IsOpaque;
    All.SpeaksOfCoroutines |= Facts.SpeaksOfCoroutines;
    if (All.IsOpaque || All.SpeaksOfCoroutines)
      break;
    for (const TextFacts::Include &Wanted : Facts.Includes)
      // Of the system's, many are there for other systems.
      if (!resolve(Wanted, Next, Search, Pending, All.Looked) && !Next.IsSystem)
        All.IsOpaque |= !Wanted.IsConditional;
  }
  llvm::sort(All.Looked);
  All.Looked.erase(llvm::unique(All.Looked), All.Looked.end());
  return All;
}

bool IncludeGraph::resolve(const TextFacts::Include &Wanted, Found From,
                           const IncludeSearch &Search, std::vector<Found> &Out,
                           std::vector<StringRef> &Looked) {
  bool IsFound = false;
  auto Try = [&](StringRef Directory, bool IsSystem) {
    SmallString<256> Path(Directory);
    sys::path::append(Path, Wanted.Name);
    auto [Name, IsFile] = look(Path);
    Looked.push_back(Name);
    if (!IsFile)
      return false;
    Out.push_back({read(Path), IsSystem || From.IsSystem});
    IsFound = true;
    return !Wanted.IsNext;
  };
  if (sys::path::is_absolute(Wanted.Name))
    return Try("", false);
  if (Wanted.IsQuoted &&
      Try(sys::path::parent_path(Nodes[From.Which].Path), false))
    return true;
  for (const IncludeSearch::Dir &Dir : Search.Dirs)
    if ((Wanted.IsQuoted || !Dir.OnlyQuoted) && Try(Dir.Path, Dir.IsSystem))
      break;
  return IsFound;
}

IncludeGraph::File IncludeGraph::read(StringRef Path) {
  auto [Slot, IsNew] = ByPath.try_emplace(Path, Nodes.size());
  if (!IsNew)
    return Slot->second;
  Node Read{Path.str(), {}, {}};
  if (auto Text = MemoryBuffer::getFile(Path))
    Read.Facts = factsOf((*Text)->getBuffer());
  else
    Read.Facts.IsOpaque = true;
  Nodes.push_back(std::move(Read));
  return Nodes.size() - 1;
}

std::pair<StringRef, bool> IncludeGraph::look(StringRef Path) {
  auto [Slot, IsNew] = IsFile.try_emplace(Path, false);
  if (IsNew)
    Slot->second = sys::fs::is_regular_file(Path);
  return {Slot->first(), Slot->second};
}

ArrayRef<std::uint32_t> IncludeGraph::definedIn(File F) {
  Node &Read = Nodes[F];
  if (!Read.Words) {
    auto Text = MemoryBuffer::getFile(Read.Path);
    Read.Words = definedWords(Text ? (*Text)->getBuffer() : "");
  }
  return *Read.Words;
}

} // namespace corolint
