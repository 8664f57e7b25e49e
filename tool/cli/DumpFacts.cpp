// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/DumpFacts.h"
#include "cli/Parse.h"
#include "cli/ProjectScope.h"
#include "cli/Refusal.h"
#include "model/Dump.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/MultiplexConsumer.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace corolint {
namespace {

using Words = std::shared_ptr<const model::Vocabulary>;

class DumpConsumer : public ASTConsumer {
public:
  DumpConsumer(Words Known, raw_ostream &OS) : Known(Known), OS(OS) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasErrorOccurred())
      model::dumpFacts(Context, Known, OS);
  }

private:
  Words Known;
  raw_ostream &OS;
};

class DumpAction : public ASTFrontendAction {
public:
  DumpAction(Words Known, raw_ostream &OS) : Known(Known), OS(OS) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 StringRef) override {
    std::vector<std::unique_ptr<ASTConsumer>> Consumers;
    Consumers.push_back(makeProjectScope(Compiler.getSourceManager()));
    Consumers.push_back(std::make_unique<DumpConsumer>(Known, OS));
    return std::make_unique<MultiplexConsumer>(std::move(Consumers));
  }

private:
  Words Known;
  raw_ostream &OS;
};

} // namespace

Error dumpFacts(const TranslationUnit &Unit,
                const tidy::ClangTidyOptions &Options, StringRef ResourceDir,
                raw_ostream &OS) {
  initializeTargets();
  Words Known = model::Vocabulary::get(Options.CheckOptions);
  if (!Known->errors().empty())
    return refuse(ExitCode::Usage, join(Known->errors(), "; "));
  Invocation Parse = prepareParse(Unit, Options, ResourceDir);
  if (!Parse.Parse)
    return refuse(ExitCode::NotAnalysed,
                  Unit.File + ": " + join(Parse.Errors, "; "));
  DiagnosticOptions DiagOptions;
  TextDiagnosticPrinter Printer(errs(), DiagOptions);
  DumpAction Action(std::move(Known), OS);
  runParse(std::move(Parse.Parse), Action, Printer);
  if (Printer.getNumErrors())
    return refuse(ExitCode::NotAnalysed, Unit.File + " does not compile");
  return Error::success();
}

} // namespace corolint
