// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Diagnostics.h"
#include "Catalog.h"
#include "FileNames.h"
#include "Sources.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace clang;
using namespace clang::tidy;
using namespace llvm;

namespace corolint {
namespace {

class Converter {
public:
  explicit Converter(StringRef Directory) : Files(Directory) {}

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

  Location location(const tooling::DiagnosticMessage &Message) {
    if (Message.FilePath.empty())
      return {};
    return Text.locate(Files.real(Message.FilePath), Message.FileOffset);
  }

  std::vector<Range> ranges(const tooling::DiagnosticMessage &Message) {
    std::vector<Range> Out;
    for (const tooling::FileByteRange &R : Message.Ranges)
      Out.push_back(
          {Text.locate(Files.real(R.FilePath), R.FileOffset),
           Text.locate(Files.real(R.FilePath), R.FileOffset + R.Length)});
    return Out;
  }

  std::vector<Fix> fixes(const tooling::DiagnosticMessage &Message) {
    std::vector<Fix> Out;
    for (const auto &[Path, Replacements] : Message.Fix)
      for (const tooling::Replacement &R : Replacements)
        Out.push_back({Files.real(R.getFilePath()), R.getOffset(),
                       R.getLength(), R.getReplacementText().str()});
    llvm::sort(Out, [](const Fix &A, const Fix &B) {
      return std::tie(A.File, A.Offset) < std::tie(B.File, B.Offset);
    });
    return Out;
  }

  FileNames Files;
  Sources Text;
};

void addFinding(Finding F, Diagnosed &Out) {
  auto [If, Message] = splitCondition(F.Message);
  if (If.Of == Condition::Kind::None) {
    Out.Findings.push_back(std::move(F));
    return;
  }
  F.Message = Message.str();
  Out.Open[If].push_back(std::move(F));
}

} // namespace

Diagnosed toFindings(const std::vector<ClangTidyError> &Errors,
                     StringRef Directory) {
  Diagnosed Out;
  Converter Convert(Directory);
  for (const ClangTidyError &Error : Errors) {
    if (findCheck(Error.DiagnosticName))
      addFinding(Convert.finding(Error), Out);
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
