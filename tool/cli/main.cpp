// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corolint, from the command line to the exit status.
//
//   Options ─▶ CompileDatabase ─▶ Selection ─▶ CheckOptions
//                                                  │
//                        `link` ─▶ Linker ◀─ Schedule(Analysis)
//                                     │
//   exit status ◀─ Summary ◀─ report ◀─ Fixes ◀─ Dedup

#include "FileNames.h"
#include "ResourceDir.h"
#include "Sources.h"
#include "cache/Location.h"
#include "cli/CacheCommand.h"
#include "cli/CheckList.h"
#include "cli/CheckOptions.h"
#include "cli/CompileDatabase.h"
#include "cli/Dedup.h"
#include "cli/DumpFacts.h"
#include "cli/Fixes.h"
#include "cli/Guards.h"
#include "cli/Options.h"
#include "cli/Parse.h"
#include "cli/Progress.h"
#include "cli/Project.h"
#include "cli/Refusal.h"
#include "cli/Schedule.h"
#include "cli/Selection.h"
#include "cli/Summary.h"
#include "link/Linker.h"
#include "link/SummaryFile.h"
#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include <utility>

using namespace corolint;
using namespace llvm;

namespace {

std::string clangHeaders(const Options &Opts) {
  return Opts.ResourceDir.empty() ? resourceDir() : Opts.ResourceDir;
}

std::uint64_t cacheLimit(const Options &Opts) {
  return std::uint64_t(Opts.CacheMegabytes) << 20;
}

std::vector<UnitResult>
analyseUnits(const std::vector<TranslationUnit> &Units,
             const std::vector<clang::tidy::ClangTidyOptions> &CheckOptions,
             const Options &Opts, Linker &Program) {
  // Who asks for a plain parse wants one.
  bool IsPlain = !Opts.SetsAside || !Opts.Shares || !Opts.Skips;
  Memory Earlier(Opts.NoCache || IsPlain ? "" : cacheFolder(),
                 cacheLimit(Opts));
  Progress Line(Opts.Quiet, Units.size());
  auto NamesAsked = [&] { return Program.asked(); };
  function_ref<DenseSet<std::uint32_t>()> Asked;
  // Whoever links later may ask for anything.
  if (Opts.SetsAside && Opts.WriteSummary.empty())
    Asked = NamesAsked;
  return analyseAll(
      Units, CheckOptions,
      {Opts.Skips ? ParseMode::WhatCounts : ParseMode::Whole, Opts.Shares,
       Opts.Jobs, std::chrono::seconds(Opts.TimeoutSeconds), Opts.MemoryLimit,
       clangHeaders(Opts), Earlier, Asked},
      [&](std::size_t I) { Line.starts(Units[I].File); },
      // At once: many units know the same functions.
      [&](UnitResult &Result) {
        Program.add(std::exchange(Result.Calls, {}));
      });
}

Report makeReport(const std::vector<TranslationUnit> &Units,
                  std::vector<UnitResult> &Results) {
  Report R;
  FileNames Names(".");
  R.Units = Units.size();
  for (auto [Unit, Result] : llvm::zip(Units, Results)) {
    R.Skipped += !Result.Skipped.empty();
    R.Unchanged += Result.IsRemembered;
    if (Result.Failure.empty())
      llvm::move(Result.Findings, std::back_inserter(R.Findings));
    else
      R.NotAnalysed.push_back({Names.real(Unit.File), std::move(Result.Failure),
                               std::move(Result.Errors),
                               std::move(Result.Findings)});
  }
  R.Findings = deduplicate(std::move(R.Findings));
  return R;
}

/// Libraries are known, but not judged.
Error addLibraries(Linker &Program, const Options &Opts) {
  for (const std::string &Path : Opts.Libraries) {
    Expected<ProgramSummary> Read = readSummary(Path);
    if (!Read)
      return refuse(ExitCode::Usage, toString(Read.takeError()));
    Program.addLibrary(std::move(Read->Calls));
  }
  return Error::success();
}

/// Has every file been looked at? One that was not may have what overrides.
bool isComplete(const Report &R) {
  return R.NotAnalysed.empty() && R.Skipped == 0;
}

/// All there is to tell: what others confirm of the open findings, and what
/// files that do not compile know and no other told, and better.
void addTheRest(Report &R, const Linker &Program, bool IsWhole) {
  R.Findings = withLinked(std::move(R.Findings), Program.decide(IsWhole));
  std::vector<Finding> OfBroken;
  for (const Unanalysed &U : R.NotAnalysed)
    llvm::append_range(OfBroken, U.Findings);
  R.Findings =
      withLinked(std::move(R.Findings), deduplicate(std::move(OfBroken)));
}

Error keepSummary(const Report &R, const Linker &Program, const Options &Opts) {
  if (Opts.WriteSummary.empty() || wasInterrupted())
    return Error::success();
  if (Error Failed = writeSummary({R, Program.merged()}, Opts.WriteSummary))
    return refuse(ExitCode::Internal, toString(std::move(Failed)));
  return Error::success();
}

void write(const Report &R, Format Form, Sources &Text, bool Color) {
  switch (Form) {
  case Format::Text:
    return writeText(R.Findings, R.WorkingDirectory, Text, Color, outs());
  case Format::Json:
    return writeJson(R, Text, outs());
  case Format::Sarif:
    return writeSarif(R, Text, outs());
  }
}

/// The files to analyse, with the options of the checks for each.
struct Job {
  std::vector<TranslationUnit> Units;
  std::vector<clang::tidy::ClangTidyOptions> CheckOptions;
};

Expected<Job> prepare(const Options &Opts) {
  Expected<CompileDatabase> Database = findCompileDatabase(Opts);
  if (!Database)
    return Database.takeError();
  auto Units = select(Opts.Paths, *Database);
  if (!Units)
    return Units.takeError();
  auto CheckOptions = checkOptions(*Units, Opts.Checks);
  if (!CheckOptions)
    return CheckOptions.takeError();
  if (!Opts.Quiet && !Database->Notice.empty())
    errs() << "corolint: notice: " << Database->Notice << '\n';
  return Job{std::move(*Units), std::move(*CheckOptions)};
}

/// Nobody is to lose a report because something else could not be written; the
/// status is that of the failure.
Expected<ExitCode> but(Error Failed, Expected<ExitCode> Told) {
  if (!Failed)
    return Told;
  return joinErrors(std::move(Failed), Told.takeError());
}

/// What was written is there only once it has left the buffer.
Error flushed(StringRef What) {
  outs().flush();
  std::error_code Full = outs().error();
  if (!Full)
    return Error::success();
  outs().clear_error();
  return refuse(ExitCode::Internal,
                "cannot write " + What + ": " + Full.message());
}

/// From what was found to the exit status.
Expected<ExitCode> tell(Report &R, const Options &Opts, Sources &Text,
                        std::chrono::steady_clock::time_point Began) {
  bool MayColor = !Opts.NoColor && !sys::Process::GetEnv("NO_COLOR");
  write(R, Opts.Output, Text, MayColor && sys::Process::StandardOutHasColors());
  Error Full = flushed("the report");
  complainOfUnanalysed(R, Text,
                       MayColor && sys::Process::StandardErrHasColors());
  if (!Opts.Quiet && R.Skipped != R.Units)
    summarize(R, std::chrono::steady_clock::now() - Began);
  return but(std::move(Full), exitCode(R, Opts.FailLevel));
}

Expected<ExitCode> lint(const Options &Opts) {
  auto Began = std::chrono::steady_clock::now();
  sys::TimePoint<> Start = std::chrono::system_clock::now();

  Linker Program;
  if (Error Unread = addLibraries(Program, Opts))
    return Unread;
  Expected<Job> Prepared = prepare(Opts);
  if (!Prepared)
    return Prepared.takeError();
  const auto &[Units, CheckOptions] = *Prepared;

  std::vector<UnitResult> Results =
      analyseUnits(Units, CheckOptions, Opts, Program);
  if (Error Wrong = refuseConfigErrors(Results))
    return Wrong;
  if (!Opts.Quiet) {
    noticeDroppedFlags(Results);
    noticeSkipped(Results);
  }

  Project Files;
  Report R = makeReport(Units, Results);
  R.WorkingDirectory = FileNames(".").real(".");
  R.ProjectRoot = Files.root().str();
  Error Unwritten = keepSummary(R, Program, Opts);
  bool IsWhole = Opts.Paths.empty() && isComplete(R);
  addTheRest(R, Program, IsWhole);

  Sources Text;
  // Whoever breaks a run off does not want it to write.
  if (Opts.Fix != FixMode::None && !wasInterrupted())
    Unwritten =
        joinErrors(std::move(Unwritten),
                   applyFixes(R.Findings, Opts.Fix, Files, Text, Start));
  Expected<ExitCode> Code =
      but(std::move(Unwritten), tell(R, Opts, Text, Began));
  if (Code && R.Skipped == R.Units)
    return refuse(ExitCode::NothingSelected,
                  "nothing was analysed: " + Results.front().Skipped);
  return Code;
}

/// Brings together what several runs have written.
Expected<ExitCode> link(const Options &Opts) {
  auto Began = std::chrono::steady_clock::now();
  Linker Program;
  Report R;
  for (const std::string &Path : Opts.Paths) {
    Expected<ProgramSummary> Read = readSummary(Path);
    if (!Read)
      return refuse(ExitCode::Usage, toString(Read.takeError()));
    Program.add(std::move(Read->Calls));
    llvm::move(Read->Found.Findings, std::back_inserter(R.Findings));
    llvm::move(Read->Found.NotAnalysed, std::back_inserter(R.NotAnalysed));
    R.Units += Read->Found.Units;
    R.Skipped += Read->Found.Skipped;
  }
  llvm::sort(R.NotAnalysed, [](const Unanalysed &A, const Unanalysed &B) {
    return A.File < B.File;
  });
  R.Findings = deduplicate(std::move(R.Findings));
  R.WorkingDirectory = FileNames(".").real(".");
  R.ProjectRoot = Project().root().str();
  if (Error Unread = addLibraries(Program, Opts))
    return Unread;
  Error Unwritten = keepSummary(R, Program, Opts);
  addTheRest(R, Program, isComplete(R));
  Sources Text;
  return but(std::move(Unwritten), tell(R, Opts, Text, Began));
}

Expected<ExitCode> dump(Options Opts) {
  Opts.Paths = {Opts.DumpFacts};
  Expected<Job> Prepared = prepare(Opts);
  if (!Prepared)
    return Prepared.takeError();
  if (Error Failed =
          dumpFacts(Prepared->Units.front(), Prepared->CheckOptions.front(),
                    clangHeaders(Opts), outs()))
    return Failed;
  return ExitCode::Clean;
}

Expected<ExitCode> run(const Options &Opts) {
  if (Opts.ListChecks) {
    listChecks(outs());
    return ExitCode::Clean;
  }
  if (!Opts.Explain.empty()) {
    if (Error Unknown = explainCheck(Opts.Explain, outs()))
      return Unknown;
    return ExitCode::Clean;
  }
  if (Opts.Cache != CacheAction::None) {
    if (Error Failed = runCacheCommand(Opts.Cache, cacheLimit(Opts), outs()))
      return Failed;
    return ExitCode::Clean;
  }
  if (Opts.IsLink)
    return link(Opts);
  return Opts.DumpFacts.empty() ? lint(Opts) : dump(Opts);
}

} // namespace

int main(int Argc, const char **Argv) {
  Options Opts;
  if (std::optional<ExitCode> Done = parseOptions(Argc, Argv, Opts))
    return static_cast<int>(*Done);
  Expected<ExitCode> Code = run(Opts);
  if (Code)
    if (Error Full = flushed("to standard output"))
      Code = std::move(Full);
  return static_cast<int>(Code ? *Code : printRefusal(Code.takeError()));
}
