// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Options.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <utility>

namespace corolint {
namespace {

constexpr char Footer[] = R"(
FILES are source files, folders (everything below them) or globs ('*' also
crosses folders). Without any, all files of the compile database are linted.
The database, compile_commands.json, is looked for beside the first file, in
build/ there, in the same way in each parent, then from the working directory.

Checks come from .clang-tidy files, as clang-tidy reads them; coro-* is on
unless they speak of coro- themselves. --checks is appended last and wins:
  --checks='-*,coro-discarded-coroutine'   that check alone
  --checks=-coro-discarded-coroutine       all but that one

What blocks or waits is followed from file to file. A part of a project is linted
with --write-summary FILE; `corolint link FILE...` then reports on all parts as
one run over them would.

Exit status: 0 clean, 1 findings, 2 wrong usage or configuration, 3 some file
could not be analysed, 4 internal error, or something that was asked for could not
be written, 5 nothing selected, 130 interrupted: the report is partial.)";

const std::map<std::string, CacheAction> CacheActions{
    {"stats", CacheAction::Stats},
    {"clear", CacheAction::Clear},
    {"path", CacheAction::Path}};
const std::map<std::string, Format> Formats{
    {"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}};
const std::map<std::string, Severity> Levels{{"hint", Severity::Hint},
                                             {"warning", Severity::Warning},
                                             {"error", Severity::Error}};

/// A value that begins with '-' looks like an option to CLI11: `--checks -*,x`
/// becomes `--checks=-*,x`.
std::vector<std::string> joinChecks(std::vector<std::string> Arguments) {
  for (std::size_t I = 0; I + 1 < Arguments.size(); ++I)
    if (Arguments[I] == "--checks") {
      Arguments[I] += "=" + Arguments[I + 1];
      Arguments.erase(Arguments.begin() + I + 1);
    }
  return Arguments;
}

template <typename T>
CLI::Option *addChoice(CLI::App &App, const std::string &Name, T &Value,
                       const std::map<std::string, T> &Choices,
                       const std::string &Description) {
  std::string Names;
  for (const auto &[Choice, Meaning] : Choices)
    Names += (Names.empty() ? "" : "|") + Choice;
  return App
      .add_option_function<std::string>(
          Name,
          [&Value, &Choices](const std::string &Choice) {
            Value = Choices.at(Choice);
          },
          Description)
      ->check([&Choices, Names](const std::string &Choice) {
        return Choices.count(Choice) ? std::string()
                                     : "'" + Choice + "' is none of " + Names;
      })
      ->type_name(Names);
}

/// How many letters must change to make one word of the other.
std::size_t distance(const std::string &A, const std::string &B) {
  std::vector<std::size_t> Row(B.size() + 1);
  std::iota(Row.begin(), Row.end(), std::size_t(0));
  for (std::size_t I = 0; I < A.size(); ++I) {
    std::size_t Corner = std::exchange(Row[0], I + 1);
    for (std::size_t J = 0; J < B.size(); ++J) {
      std::size_t Changed = Corner + (A[I] != B[J]);
      Corner = Row[J + 1];
      Row[J + 1] = std::min({Changed, Corner + 1, Row[J] + 1});
    }
  }
  return Row.back();
}

/// "; did you mean --x?" for the first word that \p Error complains of.
std::string likeKnown(const CLI::App &App, const std::string &Complaint) {
  std::size_t Dashes = Complaint.find("--");
  if (Dashes == std::string::npos)
    return "";
  std::string Given = Complaint.substr(
      Dashes + 2, Complaint.find_first_of("= ", Dashes) - Dashes - 2);
  std::string Nearest;
  std::size_t Least = Given.size() / 3 + 1;
  for (const CLI::Option *Option : App.get_options())
    for (const std::string &Name : Option->get_lnames())
      if (std::size_t Letters = distance(Given, Name); Letters < Least) {
        Least = Letters;
        Nearest = Name;
      }
  return Nearest.empty() ? "" : "; did you mean --" + Nearest + "?";
}

void addWithout(CLI::App &App, Options &Out) {
  const std::map<std::string, bool *> Stages{{"prefilter", &Out.SetsAside},
                                             {"sharing", &Out.Shares},
                                             {"skipping", &Out.Skips}};
  App.add_option_function<std::vector<std::string>>(
         "--without",
         [Stages](const std::vector<std::string> &Named) {
           for (const std::string &Stage : Named)
             *Stages.at(Stage) = false;
         },
         "Leave out what saves time, part by part: files that are not parsed, "
         "headers that are parsed once for many, bodies that are skipped")
      ->delimiter(',')
      ->allow_extra_args(false) // what follows is a file
      ->check([Stages](const std::string &Stage) {
        return Stages.count(Stage) ? std::string()
                                   : "'" + Stage +
                                         "' is none of "
                                         "prefilter|sharing|skipping";
      })
      ->type_name("prefilter|sharing|skipping");
}

/// Those of a run over files and of `link`.
void addReportOptions(CLI::App &App, Options &Out) {
  App.add_option("--write-summary", Out.WriteSummary,
                 "Keep what is known of the functions, for `corolint link`")
      ->type_name("FILE");
  App.add_option("--summary", Out.Libraries,
                 "What was written over a library that the files call")
      ->allow_extra_args(false)
      ->type_name("FILE");
  addChoice(App, "--format", Out.Output, Formats, "Form of the report");
  addChoice(App, "--fail-level", Out.FailLevel, Levels,
            "Least severity that makes the exit status 1 (default: warning)");
  App.add_flag("-q,--quiet", Out.Quiet, "No progress, notices or summary");
  App.add_flag("--no-color", Out.NoColor, "No colours, as NO_COLOR=1");
}

} // namespace

std::optional<ExitCode> parseOptions(int Argc, const char *const *Argv,
                                     Options &Out) {
  std::vector<std::string> Arguments(Argv + 1, Argv + Argc);
  if (auto Dashes = std::find(Arguments.begin(), Arguments.end(), "--");
      Dashes != Arguments.end()) {
    Out.CompilerFlags.emplace(Dashes + 1, Arguments.end());
    Arguments.erase(Dashes, Arguments.end());
  }
  Arguments = joinChecks(std::move(Arguments));

  CLI::App App("Finds the bugs of C++20 coroutine code.", "corolint");
  App.footer(Footer);
  App.set_version_flag("--version", "corolint " COROLINT_VERSION
                                    " (LLVM " COROLINT_LLVM_VERSION ")");
  App.add_option("files", Out.Paths, "Files, folders or globs to lint")
      ->type_name("FILES");
  App.add_option("-p", Out.BuildDir,
                 "Folder of compile_commands.json, or the file itself")
      ->type_name("BUILD_DIR");
  App.add_option("--checks", Out.Checks,
                 "Globs of checks to add, or with '-' to remove")
      ->type_name("GLOBS");

  App.add_flag_callback(
      "--fix", [&] { Out.Fix = std::max(Out.Fix, FixMode::Safe); },
      "Apply the fixes that change nothing but the bug");
  App.add_flag_callback(
      "--fix-notes", [&] { Out.Fix = FixMode::Suggested; },
      "Apply also the fix of a note where only one is offered");

  App.add_flag("--list-checks", Out.ListChecks, "List the checks and end");
  App.add_option("--explain", Out.Explain, "Print the page of a check and end")
      ->type_name("CHECK");
  App.add_option("--dump-facts", Out.DumpFacts,
                 "Print what is known of a file's coroutines and end")
      ->type_name("FILE");

  addReportOptions(App, Out);

  CLI::App *Link = App.add_subcommand(
      "link", "Report on what several runs have written with --write-summary");
  Link->add_option("summaries", Out.Paths, "What they have written")
      ->required()
      ->type_name("SUMMARIES");
  addReportOptions(*Link, Out);

  CLI::App *Cache =
      App.add_subcommand("cache", "Say what is kept from run to run, or forget "
                                  "it");
  addChoice(*Cache, "action", Out.Cache, CacheActions, "What to do")
      ->required();

  App.add_option("-j", Out.Jobs,
                 "Files to lint at once (default: the hardware's threads)")
      ->check(CLI::Range(1u, 4096u))
      ->type_name("N");
  App.add_option("--timeout", Out.TimeoutSeconds,
                 "Give a file up after so long (default: 300)")
      ->check(CLI::Range(1u, 1000000u))
      ->type_name("SECONDS");
  App.add_option("--memory-limit", Out.MemoryLimit,
                 "Give a file up that needs more memory (default: no limit)")
      ->check(CLI::Range(1u, 1u << 30))
      ->type_name("MB");
  App.add_flag("--exact", Out.Exact,
               "Parse every file whole and on its own: slow, finds the same");
  addWithout(App, Out);
  App.add_flag("--no-cache", Out.NoCache,
               "Take and keep no results of unchanged files")
      ->envname("COROLINT_NO_CACHE");
  App.add_option("--cache-limit", Out.CacheMegabytes,
                 "Megabytes that the cache may take (default: 1024)")
      ->check(CLI::Range(1u, 1u << 20))
      ->envname("COROLINT_CACHE_LIMIT")
      ->type_name("MB");
  App.add_option("--resource-dir", Out.ResourceDir,
                 "Folder of Clang's own headers")
      ->type_name("DIR");

  // CLI11 takes the arguments from the back.
  std::reverse(Arguments.begin(), Arguments.end());
  try {
    App.parse(std::move(Arguments));
  } catch (const CLI::Success &HelpOrVersion) {
    App.exit(HelpOrVersion, std::cout, std::cerr);
    if (!std::cout.flush()) {
      std::cerr << "corolint: error: cannot write to standard output\n";
      return ExitCode::Internal;
    }
    return ExitCode::Clean;
  } catch (const CLI::ExtrasError &Error) {
    std::cerr << "corolint: error: " << Error.what()
              << likeKnown(App, Error.what())
              << "\nRun with --help to see the options.\n";
    return ExitCode::Usage;
  } catch (const CLI::ParseError &Error) {
    std::cerr << "corolint: error: " << Error.what()
              << "\nRun with --help to see the options.\n";
    return ExitCode::Usage;
  }
  Out.IsLink = Link->parsed();
  if (Out.Exact)
    Out.SetsAside = Out.Shares = Out.Skips = false;
  return std::nullopt;
}

} // namespace corolint
