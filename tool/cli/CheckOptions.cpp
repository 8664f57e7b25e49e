// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/CheckOptions.h"
#include "Catalog.h"
#include "clang-tidy/GlobList.h"
#include "cli/CheckList.h"
#include "cli/Refusal.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>

using namespace clang::tidy;
using namespace llvm;

namespace corolint {
namespace {

bool matchesAnyCheck(StringRef Globs) {
  GlobList List(Globs);
  return llvm::any_of(catalog(), [&](const CatalogEntry &Entry) {
    return List.contains(Entry.Name);
  });
}

std::string matchesNone(StringRef Glob) {
  return "'" + Glob.str() + "' matches no check; " + didYouMean(Glob);
}

StringRef withoutMinus(StringRef Glob) { return Glob.trim().ltrim('-').trim(); }

/// The first of \p Globs that speaks of our checks, and of none there is.
StringRef firstUnknown(StringRef Globs) {
  while (!Globs.empty()) {
    std::size_t End = Globs.find_first_of(",\n");
    StringRef Glob = withoutMinus(Globs.take_front(End));
    Globs = End == StringRef::npos ? "" : Globs.drop_front(End + 1);
    if (Glob.starts_with("coro-") && !matchesAnyCheck(Glob))
      return Glob;
  }
  return "";
}

/// clang-tidy goes on without a file that it cannot read; a typing error must
/// not switch checks off unseen.
ErrorOr<ClangTidyOptions> readConfig(MemoryBufferRef Text,
                                     std::vector<std::string> &Errors) {
  ErrorOr<ClangTidyOptions> Read =
      parseConfigurationWithDiags(Text, [&](const SMDiagnostic &D) {
        Errors.push_back((Text.getBufferIdentifier() + ":" +
                          Twine(D.getLineNo()) + ":" +
                          Twine(D.getColumnNo() + 1) + ": " + D.getMessage() +
                          "; mend this file")
                             .str());
      });
  if (Read) {
    StringRef Unknown = Read->Checks ? firstUnknown(*Read->Checks) : "";
    if (!Unknown.empty())
      Errors.push_back(
          (Text.getBufferIdentifier() + ": " + matchesNone(Unknown)).str());
    return Read;
  }
  if (Errors.empty())
    Errors.push_back((Text.getBufferIdentifier() +
                      ": not a clang-tidy "
                      "configuration; mend this file")
                         .str());
  return ClangTidyOptions();
}

/// clang-tidy says that it cannot read a file, and goes on without it.
class Complaining : public vfs::ProxyFileSystem {
public:
  explicit Complaining(std::vector<std::string> &Errors)
      : ProxyFileSystem(vfs::getRealFileSystem()), Errors(Errors) {}

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    auto File = ProxyFileSystem::openFileForRead(Path);
    if (!File)
      Errors.push_back(("cannot read " + Path + ": " +
                        File.getError().message() + "; make it readable")
                           .str());
    return File;
  }

private:
  std::vector<std::string> &Errors;
};

class CheckOptions : public FileOptionsProvider {
public:
  CheckOptions(std::string Globs, std::vector<std::string> &Errors)
      : FileOptionsProvider(ClangTidyGlobalOptions(), defaults(),
                            ClangTidyOptions(),
                            {{".clang-tidy",
                              [&Errors](MemoryBufferRef Text) {
                                return readConfig(Text, Errors);
                              }}}),
        Globs(std::move(Globs)) {
    // The base class forgets it when it is given readers.
    FS = makeIntrusiveRefCnt<Complaining>(Errors);
  }

  std::vector<OptionsSource> getRawOptions(StringRef File) override {
    std::vector<OptionsSource> Sources =
        FileOptionsProvider::getRawOptions(File);
    std::string Merged;
    for (const OptionsSource &Source : Sources)
      Merged += Source.first.Checks.value_or("") + ",";
    std::string Tail;
    if (!StringRef(Merged).contains("coro-"))
      Tail = "coro-*,";
    if (!Globs.empty())
      Tail += Globs + ",";
    // Clang's warnings and its static analyzer are for others to run.
    Tail += "-clang-diagnostic-*,-clang-analyzer-*";
    ClangTidyOptions Ours;
    Ours.Checks = std::move(Tail);
    Sources.emplace_back(std::move(Ours), "corolint");
    return Sources;
  }

private:
  static ClangTidyOptions defaults() {
    ClangTidyOptions Options = ClangTidyOptions::getDefaults();
    Options.Checks = "";
    Options.HeaderFilterRegex = ".*";
    Options.SystemHeaders = false;
    return Options;
  }

  std::string Globs;
};

/// Refuses globs that match no check, and a list that leaves none on.
Error validate(StringRef Globs) {
  if (Globs.empty())
    return Error::success();
  for (StringRef Glob : split(Globs, ',')) {
    StringRef Positive = withoutMinus(Glob);
    if (!Positive.empty() && !matchesAnyCheck(Positive))
      return refuse(ExitCode::Usage, "--checks: " + matchesNone(Positive));
  }
  if (!matchesAnyCheck(("coro-*," + Globs).str()))
    return refuse(ExitCode::Usage,
                  "--checks=" + Globs +
                      " leaves no check on; add one, as in --checks='-*," +
                      catalog().front().Name + "'");
  return Error::success();
}

} // namespace

bool enablesAnyCheck(const ClangTidyOptions &Options) {
  return matchesAnyCheck(Options.Checks.value_or(""));
}

Expected<std::vector<ClangTidyOptions>>
checkOptions(const std::vector<TranslationUnit> &Units, StringRef Globs) {
  if (Error Invalid = validate(Globs))
    return Invalid;
  std::vector<std::string> Errors;
  CheckOptions Provider(Globs.str(), Errors);
  std::vector<ClangTidyOptions> Options;
  for (const TranslationUnit &Unit : Units) {
    Options.push_back(Provider.getOptions(Unit.File));
    if (!Errors.empty())
      return refuse(ExitCode::Usage, Errors.front());
  }
  return Options;
}

} // namespace corolint
