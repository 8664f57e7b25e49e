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
std::vector<std::string> candidates(const CompileDatabase &Database,
                                    StringRef Folder) {
  std::vector<std::string> Files;
  if (Database.listsFiles()) {
    for (std::string &File : Database.Commands->getAllFiles())
      if (isCompiledAsCxx(File, *Database.Commands))
        Files.push_back(absolute(File));
    return Files;
  }
  std::error_code Error;
  for (sys::fs::recursive_directory_iterator Entry(Folder, Error), End;
       Entry != End && !Error; Entry.increment(Error)) {
    if (sys::path::filename(Entry->path()).starts_with("."))
      Entry.no_push();
    else if (Entry->type() == sys::fs::file_type::regular_file &&
             isCxxSource(Entry->path()))
      Files.push_back(absolute(Entry->path()));
  }
  return Files;
}

std::string whereLooked(const CompileDatabase &Database) {
  return Database.listsFiles()
             ? "; it must be in " + Database.Path +
                   ": configure the build again, or give flags after --"
             : "";
}

/// \p Folder may be reached through a link; the database names real paths.
std::vector<std::string> filesBelow(StringRef Folder,
                                    const CompileDatabase &Database) {
  std::string Lexical = absolute(Folder);
  SmallString<256> Real;
  if (sys::fs::real_path(Folder, Real))
    Real = Lexical;
  std::vector<std::string> Files = candidates(Database, Lexical);
  llvm::erase_if(Files, [&](const std::string &File) {
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
  std::vector<std::string> Files =
      candidates(Database, absolute(Fixed.take_front(Fixed.rfind('/') + 1)));
  llvm::erase_if(Files,
                 [&](const std::string &File) { return !Glob->match(File); });
  return Files;
}

Expected<std::vector<std::string>> filesOf(StringRef Path,
                                           const CompileDatabase &Database) {
  std::vector<std::string> Files;
  if (sys::fs::is_directory(Path)) {
    Files = filesBelow(Path, Database);
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
  if (Paths.empty() && Database.listsFiles())
    for (std::string &File : candidates(Database, ""))
      Files.insert(std::move(File));
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
