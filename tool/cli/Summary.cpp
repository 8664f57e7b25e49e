// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Summary.h"
#include "Catalog.h"
#include "cli/Refusal.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include <map>
#include <set>

using namespace llvm;

namespace corolint {
namespace {

/// One wrong include can make hundreds.
constexpr std::size_t MaxErrors = 3;

bool isInterrupted(const Unanalysed &U) {
  return U.Why == Unanalysed::Interrupted;
}

std::string counted(std::size_t Count, StringRef Noun) {
  return (Twine(Count) + " " + Noun + (Count == 1 ? "" : "s")).str();
}

} // namespace

Error refuseConfigErrors(const std::vector<UnitResult> &Results) {
  std::set<std::string> Errors;
  for (const UnitResult &Result : Results)
    Errors.insert(Result.ConfigErrors.begin(), Result.ConfigErrors.end());
  if (Errors.empty())
    return Error::success();
  return refuse(ExitCode::Usage,
                "wrong options in .clang-tidy: " + join(Errors, "; "));
}

void complainOfUnanalysed(const Report &R, Sources &Text, bool Color) {
  auto Interrupted = llvm::count_if(R.NotAnalysed, isInterrupted);
  if (Interrupted)
    errs() << "corolint: error: interrupted: the report is partial, "
           << counted(Interrupted, "file") << " of " << R.Units
           << " not analysed\n";
  for (const Unanalysed &U : R.NotAnalysed) {
    if (isInterrupted(U))
      continue;
    errs() << "corolint: error: " << shortPath(U.File, R.WorkingDirectory)
           << " was not analysed: " << U.Why << '\n';
    std::vector<Finding> First(U.Errors.begin(),
                               U.Errors.begin() +
                                   std::min(U.Errors.size(), MaxErrors));
    writeText(First, R.WorkingDirectory, Text, Color, errs());
    if (U.Errors.size() > MaxErrors)
      errs() << "and " << counted(U.Errors.size() - MaxErrors, "more error")
             << '\n';
  }
}

void noticeDroppedFlags(const std::vector<UnitResult> &Results) {
  std::set<std::string> Flags;
  std::size_t Files = 0;
  for (const UnitResult &Result : Results) {
    Flags.insert(Result.DroppedFlags.begin(), Result.DroppedFlags.end());
    Files += !Result.DroppedFlags.empty();
  }
  if (!Flags.empty())
    errs() << "corolint: notice: flags that Clang does not know were left out "
              "in "
           << counted(Files, "file") << ": " << join(Flags, " ") << '\n';
}

void noticeSkipped(const std::vector<UnitResult> &Results) {
  std::map<std::string, std::size_t> Reasons;
  for (const UnitResult &Result : Results)
    if (!Result.Skipped.empty())
      ++Reasons[Result.Skipped];
  for (const auto &[Reason, Files] : Reasons)
    errs() << "corolint: notice: " << counted(Files, "file")
           << " skipped: " << Reason << '\n';
}

void summarize(const Report &R, std::chrono::duration<double> Taken) {
  std::map<std::string, std::size_t> ByCheck;
  std::size_t Fixed = 0;
  for (const Finding &F : R.Findings) {
    ++ByCheck[F.Check];
    Fixed += F.Fixed;
  }
  for (const CatalogEntry &Entry : catalog())
    if (auto Count = ByCheck.find(Entry.Name); Count != ByCheck.end())
      errs() << format_decimal(static_cast<int64_t>(Count->second), 6) << "  "
             << Entry.Name << '\n';
  errs() << "corolint: " << counted(R.Findings.size(), "finding");
  if (Fixed)
    errs() << " (" << Fixed << " fixed)";
  errs() << " in " << counted(R.Units, "file");
  if (R.Unchanged)
    errs() << " (" << R.Unchanged << " unchanged)";
  if (!R.NotAnalysed.empty())
    errs() << ", " << R.NotAnalysed.size() << " not analysed";
  errs() << format(", %.1f s\n", Taken.count());
}

ExitCode exitCode(const Report &R, Severity FailLevel) {
  if (llvm::any_of(R.NotAnalysed, isInterrupted))
    return ExitCode::Interrupted;
  if (!R.NotAnalysed.empty())
    return ExitCode::NotAnalysed;
  bool Failing = llvm::any_of(R.Findings, [&](const Finding &F) {
    return !F.Fixed && F.Level >= FailLevel;
  });
  return Failing ? ExitCode::Findings : ExitCode::Clean;
}

} // namespace corolint
