// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Analysis.h"
#include "Diagnostics.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "cli/CheckOptions.h"
#include "cli/Parse.h"
#include "cli/ProjectScope.h"
#include "cli/SkipBodies.h"
#include "cli/Summarize.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace clang::tidy;
using namespace llvm;

namespace corolint {
namespace {

/// Before the checks it tells the model that others will be asked; after them
/// it takes down what the others may ask.
class ForOthers : public ASTConsumer {
public:
  using Work = std::function<void(model::Model &M)>;
  ForOthers(const ClangTidyContext &Context, Work Do)
      : Context(Context), Do(std::move(Do)) {}

  void HandleTranslationUnit(ASTContext &Ctx) override {
    Do(model::Model::of(
        Ctx, model::Vocabulary::get(Context.getOptions().CheckOptions)));
  }

private:
  const ClangTidyContext &Context;
  Work Do;
};

/// Also takes down where the errors are that leave holes in the AST.
class Collector : public ClangTidyDiagnosticConsumer {
public:
  // Overlapping fixes are settled later, when those of all units are known.
  explicit Collector(ClangTidyContext &Context)
      : ClangTidyDiagnosticConsumer(Context, nullptr,
                                    /*RemoveIncompatibleErrors=*/false) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level >= DiagnosticsEngine::Error && leavesHole(Info))
      Errors.push_back(Level == DiagnosticsEngine::Fatal || isOfWhole(Info)
                           ? SourceLocation()
                           : Info.getLocation());
    ClangTidyDiagnosticConsumer::HandleDiagnostic(Level, Info);
  }

  const std::vector<SourceLocation> &errors() const { return Errors; }

private:
  /// What has a warning's name may be switched off.
  static bool leavesHole(const Diagnostic &Info) {
    return Info.getDiags()
        ->getDiagnosticIDs()
        ->getWarningOptionForDiag(Info.getID())
        .empty();
  }

  /// Of what the preprocessor leaves out, nobody knows how much it is; and
  /// `#error` says that all is configured wrongly.
  static bool isOfWhole(const Diagnostic &Info) {
    StringRef Category = DiagnosticIDs::getCategoryNameFromID(
        DiagnosticIDs::getCategoryNumberForDiag(Info.getID()));
    return Category == "Lexical or Preprocessor Issue" ||
           Category == "User-Defined Issue";
  }

  std::vector<SourceLocation> Errors;
};

class RunChecks : public ASTFrontendAction {
public:
  RunChecks(ClangTidyContext &Context, const Collector &Diagnostics,
            ParseMode Mode, SharedHeaders *Headers, StringRef Directory,
            CallSummary &Calls)
      : Context(Context), Factory(Context), Diagnostics(Diagnostics),
        Mode(Mode), Headers(Headers), Directory(Directory), Calls(Calls) {}

  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    if (Headers)
      Headers->begin(Compiler);
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    std::vector<std::unique_ptr<ASTConsumer>> Consumers;
    if (Mode == ParseMode::WhatCounts)
      Consumers.push_back(makeBodySkipper(Compiler));
    Consumers.push_back(makeProjectScope(Compiler.getSourceManager()));
    Consumers.push_back(
        std::make_unique<ForOthers>(Context, [this](model::Model &M) {
          M.willBeLinked();
          M.soundness().errorsAre(Diagnostics.errors());
          // The model has walked, and that the checks be called takes one node;
          // but what an error leaves sound is asked of all of them later.
          if (Diagnostics.errors().empty())
            M.context().setTraversalScope({M.context().getInt128Decl()});
        }));
    Consumers.push_back(Factory.createASTConsumer(Compiler, File));
    Consumers.push_back(
        std::make_unique<ForOthers>(Context, [this](model::Model &M) {
          summarizeFunctions(M, Directory, Calls);
        }));
    return std::make_unique<MultiplexConsumer>(std::move(Consumers));
  }

private:
  ClangTidyContext &Context;
  ClangTidyASTConsumerFactory Factory;
  const Collector &Diagnostics;
  ParseMode Mode;
  SharedHeaders *Headers;
  StringRef Directory;
  CallSummary &Calls;
};

/// A file that does not compile is for its author to mend first.
void dropFixes(std::vector<Finding> &Findings) {
  for (Finding &F : Findings) {
    F.Fixes.clear();
    for (Note &N : F.Notes)
      N.Fixes.clear();
  }
}

UnitResult parseAndCheck(const TranslationUnit &Unit,
                         const ClangTidyOptions &Options, StringRef ResourceDir,
                         ParseMode Mode, SharedHeaders *Headers = nullptr) {
  UnitResult Result;
  if (!enablesAnyCheck(Options)) {
    Result.Skipped = "its .clang-tidy leaves no check on";
    return Result;
  }
  Invocation Parse = prepareParse(Unit, Options, ResourceDir);
  Result.DroppedFlags = std::move(Parse.DroppedFlags);
  if (!Parse.Parse) {
    Result.Failure = llvm::join(Parse.Errors, "; ");
    return Result;
  }
  if (!Parse.Parse->getLangOpts().Coroutines) {
    Result.Skipped = "not compiled as C++20 or later";
    return Result;
  }

  ClangTidyContext Context(std::make_unique<DefaultOptionsProvider>(
      ClangTidyGlobalOptions(), Options));
  Context.setCurrentBuildDirectory(Unit.Directory);
  auto DiagOptions = std::make_unique<DiagnosticOptions>();
  Collector Diagnostics(Context);
  DiagnosticsEngine Engine(DiagnosticIDs::create(), *DiagOptions, &Diagnostics,
                           /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(DiagOptions), &Engine);

  if (Headers)
    Headers->replaceFile(*Parse.Parse);
  RunChecks Action(Context, Diagnostics, Mode, Headers, Unit.Directory,
                   Result.Calls);
  runParse(std::move(Parse.Parse), Action, Diagnostics);

  Diagnosed Found = toFindings(Diagnostics.take(), Unit.Directory);
  Result.ConfigErrors = std::move(Found.ConfigErrors);
  Result.Findings = std::move(Found.Findings);
  if (Found.Errors.empty()) {
    for (const auto &[If, Findings] : Found.Open)
      Result.Calls.Open.emplace_back(If, Findings);
    return Result;
  }
  dropFixes(Result.Findings);
  Result.Calls = {};
  Result.Failure = "it does not compile";
  Result.Errors = std::move(Found.Errors);
  return Result;
}

} // namespace

UnitResult analyse(const TranslationUnit &Unit, const ClangTidyOptions &Options,
                   StringRef ResourceDir, ParseMode Mode) {
  UnitResult Result = parseAndCheck(Unit, Options, ResourceDir, Mode);
  // Code may look in its own way at what was left out.
  if (Mode != ParseMode::Whole && !Result.Errors.empty())
    return parseAndCheck(Unit, Options, ResourceDir, ParseMode::Whole);
  return Result;
}

UnitResult analyseSharing(SharedHeaders &Headers, const TranslationUnit &Unit,
                          const ClangTidyOptions &Options,
                          StringRef ResourceDir, ParseMode Mode) {
  return parseAndCheck(Unit, Options, ResourceDir, Mode, &Headers);
}

} // namespace corolint
