// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Question.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include <dlfcn.h>

using namespace llvm;

namespace corolint {

/// Two builds of a file differ in when it was written, or in its length.
static void addBuild(Digester &All, StringRef File) {
  sys::fs::file_status Look;
  if (sys::fs::status(File, Look))
    return;
  All.add(File)
      .add(std::to_string(Look.getSize()))
      .add(std::to_string(
          Look.getLastModificationTime().time_since_epoch().count()));
}

/// Of corolint, and of Clang where that is a library of its own.
static Digest makeTool() {
  Digester All;
  void *Here = reinterpret_cast<void *>(&makeTool);
  addBuild(All, sys::fs::getMainExecutable(nullptr, Here));
  Dl_info Clang; // itself, if Clang is linked into it
  if (::dladdr(reinterpret_cast<void *>(&clang::getClangFullVersion), &Clang))
    addBuild(All, Clang.dli_fname);
  return All.take();
}

/// What Clang's driver takes from the environment.
static Digest makeEnvironment() {
  Digester All;
  for (StringRef Name :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "COMPILER_PATH",
        "CCC_OVERRIDE_OPTIONS", "CLANG_CONFIG_FILE_USER_DIR", "HOME", "PATH",
        "SDKROOT", "GCC_EXEC_PREFIX", "SOURCE_DATE_EPOCH"})
    All.add(sys::Process::GetEnv(Name).value_or(""));
  return All.take();
}

static void addTexts(Digester &All,
                     const std::optional<std::vector<std::string>> &Texts) {
  for (const std::string &Text : Texts.value_or(std::vector<std::string>()))
    All.add(Text);
}

static void addProfiles(Digester &All, const clang::tidy::ClangTidyOptions &O) {
  auto Named = O.CheckOptions.find("coro.Profiles");
  if (Named == O.CheckOptions.end())
    return;
  for (StringRef File : split(Named->getValue().Value, ';'))
    if (auto Text = MemoryBuffer::getFile(File.trim()))
      All.add((*Text)->getBuffer());
}

Digest question(const TranslationUnit &Unit,
                const clang::tidy::ClangTidyOptions &Options,
                StringRef ResourceDir) {
  static const Digest Tool = makeTool(), Environment = makeEnvironment();
  Digester All;
  All.add(Tool)
      .add(Environment)
      .add(ResourceDir)
      .add(Unit.File)
      .add(Unit.Directory);
  addTexts(All, Unit.CommandLine);
  All.add(clang::tidy::configurationAsText(Options));
  addTexts(All, Options.RemovedArgs);
  addProfiles(All, Options);
  return All.take();
}

} // namespace corolint
