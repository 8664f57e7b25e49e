// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Invocation.h"
#include "cache/ReadLog.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;
using namespace llvm;

namespace corolint {
namespace {

class ErrorTexts : public DiagnosticConsumer {
public:
  std::vector<std::string> Texts;

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Texts.push_back(Text.str().str());
  }
};

struct Attempt {
  std::unique_ptr<CompilerInvocation> Parse;
  std::vector<std::string> Errors;
};

/// The driver checks most flags; the processor is checked by the target.
Attempt attempt(ArrayRef<std::string> Arguments) {
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Arguments)
    Pointers.push_back(Argument.c_str());

  ErrorTexts Texts;
  DiagnosticOptions DiagOptions;
  CreateInvocationOptions Options;
  Options.VFS = ReadLog::get();
  Options.Diags = CompilerInstance::createDiagnostics(
      *Options.VFS, DiagOptions, &Texts, /*ShouldOwnClient=*/false);
  Attempt Result;
  Result.Parse = createInvocation(Pointers, Options);
  if (Result.Parse)
    IntrusiveRefCntPtr<TargetInfo> Target(TargetInfo::CreateTargetInfo(
        *Options.Diags, Result.Parse->getTargetOpts()));
  Result.Errors = std::move(Texts.Texts);
  return Result;
}

/// Macros, include paths and warnings cannot be what the driver refuses.
bool maySayTooMuch(StringRef Flag) {
  return Flag.starts_with("-") && !Flag.starts_with("-D") &&
         !Flag.starts_with("-U") && !Flag.starts_with("-I") &&
         !Flag.starts_with("-W") && !Flag.starts_with("-isystem");
}

/// A standard that Clang does not know yet is later than any it does know.
constexpr StringRef LatestStandard = "-std=gnu++26";

/// Takes away, one by one, the flags without which the first error is gone.
void dropRefusedFlags(std::vector<std::string> &Arguments, Attempt &Current,
                      std::vector<std::string> &Dropped) {
  for (std::size_t I = 1;
       I + 1 < Arguments.size() && !Current.Errors.empty();) {
    if (!maySayTooMuch(Arguments[I])) {
      ++I;
      continue;
    }
    std::vector<std::string> Without = Arguments;
    if (StringRef(Without[I]).starts_with("-std="))
      Without[I] = LatestStandard;
    else
      Without.erase(Without.begin() + I);
    Attempt Next = attempt(Without);
    if (llvm::is_contained(Next.Errors, Current.Errors.front())) {
      ++I;
      continue;
    }
    Dropped.push_back(Arguments[I]);
    Arguments = std::move(Without);
    Current = std::move(Next);
    // What was hidden by this error may be the fault of an earlier flag.
    I = 1;
  }
}

} // namespace

Invocation makeInvocation(FrontEndFlags Flags) {
  Invocation Out;
  Out.DroppedFlags = std::move(Flags.Unknown);
  Attempt Result = attempt(Flags.Arguments);
  if (!Result.Errors.empty())
    dropRefusedFlags(Flags.Arguments, Result, Out.DroppedFlags);
  Out.Errors = std::move(Result.Errors);
  if (!Result.Parse || !Out.Errors.empty()) {
    if (Out.Errors.empty())
      Out.Errors.push_back("Clang makes nothing of this compile command");
    return Out;
  }
  Result.Parse->getDependencyOutputOpts() = {};
  Result.Parse->getFrontendOpts().DisableFree = true;
  Out.Parse = std::move(Result.Parse);
  return Out;
}

} // namespace corolint
