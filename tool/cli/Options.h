// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line. Knows neither Clang nor LLVM: it is compiled with the flags
// that CLI11 wants, which are not theirs.

#ifndef COROLINT_TOOL_CLI_OPTIONS_H
#define COROLINT_TOOL_CLI_OPTIONS_H

#include "CheckInfo.h"
#include "cli/ExitCode.h"
#include <optional>
#include <string>
#include <vector>

namespace corolint {

enum class Format { Text, Json, Sarif };
enum class CacheAction { None, Stats, Clear, Path };
enum class FixMode { None, Safe, Suggested };

struct Options {
  bool IsLink = false; ///< the command `link`
  /// Files, folders, globs; of `link`, the summaries.
  std::vector<std::string> Paths;
  std::string WriteSummary;
  std::vector<std::string> Libraries; ///< --summary
  std::string BuildDir;               ///< -p
  /// What stands after `--`; absent without a `--`.
  std::optional<std::vector<std::string>> CompilerFlags;

  std::string Checks;
  FixMode Fix = FixMode::None;
  Severity FailLevel = Severity::Warning;

  Format Output = Format::Text;
  bool Quiet = false;
  bool NoColor = false;

  unsigned Jobs = 0; ///< 0: one for each hardware thread
  unsigned TimeoutSeconds = 300;
  unsigned MemoryLimit = 0; ///< MB for each file at work; 0: none
  std::string ResourceDir;
  bool Exact = false; ///< without any of:
  bool SetsAside = true;
  bool Shares = true;
  bool Skips = true;

  bool NoCache = false;
  unsigned CacheMegabytes = 1024;
  CacheAction Cache = CacheAction::None; ///< the command `cache`

  bool ListChecks = false;
  std::string Explain;
  std::string DumpFacts;
};

/// Fills \p Out. Returns the status to end with when there is nothing left to
/// do: after --help, --version, or an error, which it has printed.
std::optional<ExitCode> parseOptions(int Argc, const char *const *Argv,
                                     Options &Out);

} // namespace corolint

#endif
