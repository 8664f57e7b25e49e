// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Diagnostics.h"
#include "Catalog.h"
#include "Sources.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <tuple>

using namespace clang;
using namespace clang::tidy;
using namespace llvm;

namespace corolint {
namespace {

class Converter {
public:
  explicit Converter(StringRef Directory) : Directory(Directory) {}

  Finding finding(const ClangTidyError &Error) {
    Finding Out;
    Out.Check = Error.DiagnosticName;
    Out.Level = level(Error);
    Out.Message = Error.Message.Message;
    Out.Where = location(Error.Message);
    Out.Ranges = ranges(Error.Message);
    Out.Fixes = fixes(Error.Message);
    for (const tooling::DiagnosticMessage &Note : Error.Notes)
      Out.Notes.push_back(
          {Note.Message, location(Note), ranges(Note), fixes(Note)});
    return Out;
  }

private:
  /// Checks emit warnings only, as NOLINT does not silence clang-tidy's errors;
  /// how grave a bug is stands in the catalogue.
  static Severity level(const ClangTidyError &Error) {
    const CatalogEntry *Entry = findCheck(Error.DiagnosticName);
    if (!Entry || Error.IsWarningAsError)
      return Severity::Error;
    return Entry->Info->Level;
  }

  /// One name for one file, whatever path led to it: a header that two units
  /// reach through different links is one header.
  std::string file(StringRef Path) {
    if (Path.empty())
      return "";
    auto [Known, IsNew] = Names.try_emplace(Path);
    if (!IsNew)
      return Known->second;
    SmallString<256> Absolute(Path), Real;
    sys::path::make_absolute(Directory, Absolute);
    if (sys::fs::real_path(Absolute, Real))
      Real = Absolute;
    return Known->second = Real.str().str();
  }

  Location location(const tooling::DiagnosticMessage &Message) {
    if (Message.FilePath.empty())
      return {};
    return Text.locate(file(Message.FilePath), Message.FileOffset);
  }

  std::vector<Range> ranges(const tooling::DiagnosticMessage &Message) {
    std::vector<Range> Out;
    for (const tooling::FileByteRange &R : Message.Ranges)
      Out.push_back({Text.locate(file(R.FilePath), R.FileOffset),
                     Text.locate(file(R.FilePath), R.FileOffset + R.Length)});
    return Out;
  }

  std::vector<Fix> fixes(const tooling::DiagnosticMessage &Message) {
    std::vector<Fix> Out;
    for (const auto &[Path, Replacements] : Message.Fix)
      for (const tooling::Replacement &R : Replacements)
        Out.push_back({file(R.getFilePath()), R.getOffset(), R.getLength(),
                       R.getReplacementText().str()});
    llvm::sort(Out, [](const Fix &A, const Fix &B) {
      return std::tie(A.File, A.Offset) < std::tie(B.File, B.Offset);
    });
    return Out;
  }

  StringRef Directory;
  Sources Text;
  StringMap<std::string> Names;
};

} // namespace

Diagnosed toFindings(const std::vector<ClangTidyError> &Errors,
                     StringRef Directory) {
  Diagnosed Out;
  Converter Convert(Directory);
  for (const ClangTidyError &Error : Errors) {
    if (findCheck(Error.DiagnosticName))
      Out.Findings.push_back(Convert.finding(Error));
    else if (Error.DiagnosticName == "clang-tidy-config")
      Out.ConfigErrors.push_back(Error.Message.Message);
    // An error with a warning's name may be switched off: what was parsed is
    // whole.
    else if (Error.DiagnosticName == "clang-diagnostic-error")
      Out.Errors.push_back(Convert.finding(Error));
  }
  return Out;
}

} // namespace corolint
