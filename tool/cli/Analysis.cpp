// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Analysis.h"
#include "Diagnostics.h"
#include "clang-tidy/ClangTidy.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "cli/CheckOptions.h"
#include "cli/Parse.h"
#include "cli/ProjectScope.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace clang::tidy;
using namespace llvm;

namespace corolint {
namespace {

class RunChecks : public ASTFrontendAction {
public:
  explicit RunChecks(ClangTidyContext &Context) : Factory(Context) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef File) override {
    std::vector<std::unique_ptr<ASTConsumer>> Consumers;
    Consumers.push_back(makeProjectScope(Compiler.getSourceManager()));
    Consumers.push_back(Factory.createASTConsumer(Compiler, File));
    return std::make_unique<MultiplexConsumer>(std::move(Consumers));
  }

private:
  ClangTidyASTConsumerFactory Factory;
};

} // namespace

UnitResult analyse(const TranslationUnit &Unit, const ClangTidyOptions &Options,
                   StringRef ResourceDir) {
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
  // Overlapping fixes are settled later, when those of all units are known.
  ClangTidyDiagnosticConsumer Collector(Context, nullptr,
                                        /*RemoveIncompatibleErrors=*/false);
  DiagnosticsEngine Engine(DiagnosticIDs::create(), *DiagOptions, &Collector,
                           /*ShouldOwnClient=*/false);
  Context.setDiagnosticsEngine(std::move(DiagOptions), &Engine);

  RunChecks Action(Context);
  runParse(std::move(Parse.Parse), Action, Collector);

  Diagnosed Found = toFindings(Collector.take(), Unit.Directory);
  Result.ConfigErrors = std::move(Found.ConfigErrors);
  if (Found.Errors.empty()) {
    Result.Findings = std::move(Found.Findings);
    return Result;
  }
  Result.Failure = "it does not compile";
  Result.Errors = std::move(Found.Errors);
  return Result;
}

} // namespace corolint
