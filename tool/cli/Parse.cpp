// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Parse.h"
#include "cache/ReadLog.h"
#include "cli/TextFacts.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"
#include <mutex>

using namespace clang;
using namespace llvm;

namespace corolint {

/// Most flags of a command end it, the file comes last.
static void insertFlags(std::vector<std::string> &Arguments, std::size_t At,
                        const std::optional<std::vector<std::string>> &Flags) {
  if (Flags)
    Arguments.insert(Arguments.begin() + At, Flags->begin(), Flags->end());
}

Invocation prepareParse(const TranslationUnit &Unit,
                        const tidy::ClangTidyOptions &Options,
                        StringRef ResourceDir) {
  Invocation Refused;
  if (!sys::fs::exists(Unit.File)) {
    Refused.Errors.push_back("there is no such file; if the build makes it, "
                             "build first");
    return Refused;
  }
  auto Start =
      MemoryBuffer::getFileSlice(Unit.File, /*MapSize=*/4, /*Offset=*/0);
  if (!Start) {
    Refused.Errors.push_back("it cannot be read: " +
                             Start.getError().message() + "; make it readable");
    return Refused;
  }
  if (isWide((*Start)->getBuffer())) {
    Refused.Errors.push_back("it is UTF-16 or UTF-32; save it as UTF-8");
    return Refused;
  }
  if (sys::fs::set_current_path(Unit.Directory)) {
    Refused.Errors.push_back("its build folder " + Unit.Directory +
                             " is missing; configure the build again");
    return Refused;
  }
  TranslationUnit Asked = Unit;
  if (Options.RemovedArgs)
    llvm::erase_if(Asked.CommandLine, [&](const std::string &Argument) {
      return llvm::is_contained(*Options.RemovedArgs, Argument);
    });
  FrontEndFlags Flags = frontEndFlags(Asked);
  if (Flags.Arguments.empty()) {
    Refused.Errors.push_back("its compile command is empty");
    return Refused;
  }
  insertFlags(Flags.Arguments, 1, Options.ExtraArgsBefore);
  insertFlags(Flags.Arguments, Flags.Arguments.size() - 1, Options.ExtraArgs);
  insertFlags(Flags.Arguments, 1,
              std::vector<std::string>{"-resource-dir", ResourceDir.str()});

  Invocation Ready = makeInvocation(std::move(Flags));
  // As under clang-tidy: code may show another face to analysers.
  if (Ready.Parse)
    Ready.Parse->getPreprocessorOpts().SetUpStaticAnalyzer = true;
  return Ready;
}

void runParse(std::shared_ptr<CompilerInvocation> Parse, FrontendAction &Action,
              DiagnosticConsumer &Diagnostics) {
  auto *Compiler = new CompilerInstance(std::move(Parse));
  Compiler->setVirtualFileSystem(ReadLog::get());
  Compiler->createDiagnostics(&Diagnostics, /*ShouldOwnClient=*/false);
  Compiler->createFileManager();
  Compiler->createSourceManager();
  Compiler->ExecuteAction(Action);
}

void initializeTargets() {
  static std::once_flag Once;
  std::call_once(Once, [] {
    InitializeAllTargetInfos();
    InitializeAllTargetMCs();
    InitializeAllAsmParsers();
  });
}

} // namespace corolint
