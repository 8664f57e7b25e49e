// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Selection.h"
#include "cli/DriverFlags.h"
#include "cli/Refusal.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace clang::driver;
using namespace clang::tooling;
using namespace llvm;

namespace corolint {
namespace {

std::string absolute(StringRef Path) {
  SmallString<256> Result(Path);
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

bool isBelow(StringRef Path, StringRef Folder) {
  return Path.consume_front(Folder) &&
         (Folder.ends_with("/") || Path.starts_with("/"));
}

bool isCxxSource(StringRef Path) {
  StringRef Extension = sys::path::extension(Path).drop_front(
      sys::path::extension(Path).empty() ? 0 : 1);
  types::ID Type = types::lookupTypeForExtension(Extension);
  return types::isCXX(Type) && types::isSrcFile(Type) &&
         !types::onlyPrecompileType(Type);
}

/// C in a compile database is C++ to g++, or when -x says so.
bool isCompiledAsCxx(StringRef Path, const CompilationDatabase &Commands) {
  if (isCxxSource(Path))
    return true;
  StringRef Extension = sys::path::extension(Path);
  if (Extension != ".c" && !Extension.empty())
    return false;
  return llvm::any_of(
      Commands.getCompileCommands(Path), [](const CompileCommand &Command) {
        const std::vector<std::string> &Line = Command.CommandLine;
        return llvm::is_contained(Line, "--driver-mode=g++") ||
               llvm::is_contained(Line, "-xc++") ||
               std::adjacent_find(Line.begin(), Line.end(),
                                  [](StringRef A, StringRef B) {
                                    return A == "-x" && B == "c++";
                                  }) != Line.end();
      });
}

/// The files that may be chosen from: the database's, or without one those
/// below \p Folder.
Error unreadable(StringRef Path, std::error_code Why) {
  return refuse(ExitCode::Usage, "cannot read " + Path + ": " + Why.message() +
                                     "; make it readable");
}

Expected<std::vector<std::string>> candidates(const CompileDatabase &Database,
                                              StringRef Folder) {
  std::vector<std::string> Files;
  if (Database.listsFiles()) {
    for (std::string &File : Database.Commands->getAllFiles())
      if (isCompiledAsCxx(File, *Database.Commands))
        Files.push_back(absolute(File));
    return Files;
  }
  std::error_code Failed;
  for (sys::fs::recursive_directory_iterator Entry(Folder, Failed), End;
       Entry != End && !Failed; Entry.increment(Failed)) {
    if (sys::path::filename(Entry->path()).starts_with(".")) {
      Entry.no_push();
      continue;
    }
    // The iterator passes by what it cannot enter.
    if (Entry->type() == sys::fs::file_type::directory_file)
      if (sys::fs::directory_iterator(Entry->path(), Failed); Failed)
        return unreadable(Entry->path(), Failed);
    if (Entry->type() == sys::fs::file_type::regular_file &&
        isCxxSource(Entry->path()))
      Files.push_back(absolute(Entry->path()));
  }
  if (Failed && Failed != std::errc::no_such_file_or_directory)
    return unreadable(Folder, Failed);
  return Files;
}

std::string whereLooked(const CompileDatabase &Database) {
  return Database.listsFiles()
             ? "; it must be in " + Database.Path +
                   ": configure the build again, or give flags after --"
             : "";
}

/// \p Folder may be reached through a link; the database names real paths.
Expected<std::vector<std::string>> filesBelow(StringRef Folder,
                                              const CompileDatabase &Database) {
  std::string Lexical = absolute(Folder);
  SmallString<256> Real;
  if (sys::fs::real_path(Folder, Real))
    Real = Lexical;
  Expected<std::vector<std::string>> Files = candidates(Database, Lexical);
  if (!Files)
    return Files;
  llvm::erase_if(*Files, [&](const std::string &File) {
    return !isBelow(File, Lexical) && !isBelow(File, Real);
  });
  return Files;
}

Expected<std::vector<std::string>>
filesMatching(StringRef Text, const CompileDatabase &Database) {
  std::string Pattern = absolute(Text); // the glob refers to it
  Expected<GlobPattern> Glob = GlobPattern::create(Pattern, 1024);
  if (!Glob)
    return refuse(ExitCode::Usage,
                  "'" + Text + "' is no glob: " + toString(Glob.takeError()));
  StringRef Fixed =
      Text.take_until([](char C) { return StringRef("*?[{\\").contains(C); });
  Expected<std::vector<std::string>> Files =
      candidates(Database, absolute(Fixed.take_front(Fixed.rfind('/') + 1)));
  if (!Files)
    return Files;
  llvm::erase_if(*Files,
                 [&](const std::string &File) { return !Glob->match(File); });
  return Files;
}

Expected<std::vector<std::string>> filesOf(StringRef Path,
                                           const CompileDatabase &Database) {
  std::vector<std::string> Files;
  if (sys::fs::is_directory(Path)) {
    Expected<std::vector<std::string>> Below = filesBelow(Path, Database);
    if (!Below)
      return Below.takeError();
    Files = std::move(*Below);
    if (Files.empty())
      return refuse(ExitCode::NothingSelected,
                    "no C++ source below " + Path + whereLooked(Database));
  } else if (sys::fs::exists(Path)) {
    Files.push_back(absolute(Path));
  } else if (Path.find_first_of("*?[{") != StringRef::npos) {
    Expected<std::vector<std::string>> Matches = filesMatching(Path, Database);
    if (!Matches)
      return Matches.takeError();
    Files = std::move(*Matches);
    if (Files.empty())
      return refuse(ExitCode::NothingSelected,
                    "no C++ source matches " + Path + whereLooked(Database));
  } else {
    sys::fs::file_status Status;
    std::error_code Why = sys::fs::status(Path, Status);
    if (Why != std::errc::no_such_file_or_directory)
      return unreadable(Path, Why);
    return refuse(ExitCode::Usage,
                  "no such file or folder: " + Path + "; check the spelling");
  }
  return Files;
}

/// Targets often share a source; most of their commands differ in the output.
void addUnits(StringRef File, std::vector<CompileCommand> Commands,
              std::vector<TranslationUnit> &Out) {
  std::set<std::vector<std::string>> Seen;
  for (CompileCommand &Command : Commands) {
    TranslationUnit Unit{File.str(), std::move(Command.Directory),
                         std::move(Command.CommandLine)};
    if (Commands.size() == 1 ||
        Seen.insert(frontEndFlags(Unit).Arguments).second)
      Out.push_back(std::move(Unit));
  }
}

} // namespace

Expected<std::vector<TranslationUnit>>
select(const std::vector<std::string> &Paths, const CompileDatabase &Database) {
  std::set<std::string> Files;
  for (const std::string &Path : Paths) {
    Expected<std::vector<std::string>> Chosen = filesOf(Path, Database);
    if (!Chosen)
      return Chosen.takeError();
    Files.insert(Chosen->begin(), Chosen->end());
  }
  if (Paths.empty() && Database.listsFiles()) {
    Expected<std::vector<std::string>> All = candidates(Database, "");
    if (!All)
      return All.takeError();
    Files.insert(All->begin(), All->end());
  }
  if (Files.empty())
    return refuse(ExitCode::NothingSelected,
                  Database.listsFiles()
                      ? "nothing to analyse: " + Database.Path +
                            " lists no C++ file; configure the build again"
                      : std::string("nothing to analyse: name files or folders "
                                    "before the --"));

  std::vector<TranslationUnit> Units;
  for (const std::string &File : Files) {
    std::vector<CompileCommand> Commands =
        Database.Commands->getCompileCommands(File);
    if (Commands.empty())
      return refuse(ExitCode::NothingSelected,
                    Database.Path + " has no command for " + File +
                        "; configure the build again, or give flags after --");
    addUnits(File, std::move(Commands), Units);
  }
  return Units;
}

} // namespace corolint
