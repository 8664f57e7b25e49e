// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/CompileDatabase.h"
#include "cli/Refusal.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang::tooling;
using namespace llvm;

namespace corolint {
namespace {

constexpr StringRef Database = "compile_commands.json";
constexpr StringRef Remedy =
    "make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON (or bear -- make), "
    "name its folder with -p, or give the compiler's flags after --";

constexpr StringRef Again = "; configure the build again";

std::string absolute(StringRef Path) {
  SmallString<256> Result(Path);
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return Result.str().str();
}

std::string inFolder(StringRef Folder, StringRef Name) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, Name);
  return Path.str().str();
}

/// Clang reads YAML, goes on after an error, and says on stderr where it was.
Error checkSyntax(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return refuse(ExitCode::Usage, "cannot read the compile database " + Path +
                                       ": " + Buffer.getError().message() +
                                       "; make it readable");
  // Paths may be in any encoding.
  Expected<json::Value> Parsed =
      json::parse(json::fixUTF8((*Buffer)->getBuffer()));
  if (Parsed)
    return Error::success();
  // It says "[line:column, byte=N]: why".
  std::string Said = toString(Parsed.takeError());
  auto [Where, Why] = StringRef(Said).split("]: ");
  StringRef Place =
      Where.drop_front().take_until([](char C) { return C == ','; });
  return refuse(ExitCode::Usage, "cannot read the compile database " + Path +
                                     ":" + Place + ": " + Why + Again);
}

Expected<CompileDatabase> load(const std::string &Path) {
  if (Error Broken = checkSyntax(Path))
    return Broken;
  std::string Message;
  auto Json = JSONCompilationDatabase::loadFromFile(
      Path, Message, JSONCommandLineSyntax::AutoDetect);
  if (!Json)
    return refuse(ExitCode::Usage, "cannot read the compile database " + Path +
                                       ": " + StringRef(Message).trim(" .\n") +
                                       Again);
  // A header, or a file made since the last configuration, gets the command of
  // the file most like it.
  return CompileDatabase{
      inferTargetAndDriverMode(inferMissingCompileCommands(
          expandResponseFiles(std::move(Json), vfs::getRealFileSystem()))),
      Path, ""};
}

CompileDatabase fixedFlags(std::vector<std::string> Flags, std::string Notice) {
  // Build tools put the compiler first; it says whether C++ is the default.
  if (!Flags.empty() && !StringRef("-@").contains(Flags.front().front()))
    addTargetAndModeForProgramName(Flags, Flags.front());
  auto Fixed = std::make_unique<FixedCompilationDatabase>(absolute("."), Flags);
  return {expandResponseFiles(std::move(Fixed), vfs::getRealFileSystem()), "",
          std::move(Notice)};
}

/// Looks in \p Folder and its build/, then in each parent alike.
std::string findNear(StringRef Folder) {
  for (; !Folder.empty(); Folder = sys::path::parent_path(Folder))
    for (const std::string &Path :
         {inFolder(Folder, Database),
          inFolder(inFolder(Folder, "build"), Database)})
      if (sys::fs::is_regular_file(Path))
        return Path;
  return "";
}

} // namespace

Expected<CompileDatabase> findCompileDatabase(const Options &Opts) {
  if (Opts.CompilerFlags)
    return fixedFlags(*Opts.CompilerFlags, "");

  if (!Opts.BuildDir.empty()) {
    std::string Given = absolute(Opts.BuildDir);
    std::string Path =
        sys::fs::is_directory(Given) ? inFolder(Given, Database) : Given;
    if (!sys::fs::is_regular_file(Path))
      return refuse(ExitCode::Usage, "there is no " + Path + "; " + Remedy);
    return load(Path);
  }

  std::string Path;
  if (!Opts.Paths.empty()) {
    std::string Given = absolute(Opts.Paths.front());
    Path =
        findNear(sys::fs::is_directory(Given) ? StringRef(Given)
                                              : sys::path::parent_path(Given));
  }
  if (Path.empty())
    Path = findNear(absolute("."));
  if (!Path.empty())
    return load(Path);
  if (Opts.Paths.empty())
    return refuse(ExitCode::Usage, "no " + Database +
                                       " here, in build, or in a parent; " +
                                       Remedy);
  return fixedFlags({"-std=c++20"},
                    ("no " + Database +
                     " found: files are parsed with -std=c++20 alone; give "
                     "other flags after --")
                        .str());
}

} // namespace corolint
