// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/SharedHeaders.h"
#include "cli/EarlyHeaders.h"
#include "cli/TextFacts.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace llvm;

namespace corolint {
namespace {

constexpr StringRef ForkPragma = "corolint_fork";

class ForkHere : public PragmaHandler {
public:
  ForkHere(function_ref<std::string()> Fork, function_ref<void()> GiveUp,
           EarlyHeaders &Early)
      : PragmaHandler(ForkPragma), Fork(Fork), GiveUp(GiveUp), Early(Early) {}

  void HandlePragma(Preprocessor &PP, PragmaIntroducer Introducer,
                    Token &) override {
    SourceManager &Sources = PP.getSourceManager();
    Token Rest;
    do
      PP.LexUnexpandedToken(Rest);
    while (Rest.isNot(tok::eod));
    if (PP.getDiagnostics().hasErrorOccurred())
      GiveUp();
    OptionalFileEntryRef File = PP.getFileManager().getOptionalFileRef(Fork());
    if (!File)
      GiveUp();
    // Included, or it could not be compared with the headers; yet the one that
    // all is about.
    FileID Own = Sources.createFileID(*File, Introducer.Loc, SrcMgr::C_User);
    Sources.setMainFileID(Own);
    Early.forked();
    // As Clang does for its main file: look-up beside it asks for this.
    PP.getHeaderSearchInfo().getFileInfo(*File);
    PP.markIncluded(*File);
    PP.EnterSourceFile(Own, nullptr, Introducer.Loc);
  }

private:
  function_ref<std::string()> Fork;
  function_ref<void()> GiveUp;
  EarlyHeaders &Early;
};

/// One without a guard would be read a second time when the unit asks for it.
bool isReadOnce(StringRef Name, Preprocessor &PP) {
  OptionalFileEntryRef File = PP.getHeaderSearchInfo().LookupFile(
      Name.drop_front().drop_back(), SourceLocation(), Name.front() == '<',
      nullptr, nullptr, {}, nullptr, nullptr, nullptr, nullptr, nullptr,
      nullptr);
  if (!File)
    return false;
  std::optional<MemoryBufferRef> Text =
      PP.getSourceManager().getMemoryBufferForFileOrNone(*File);
  return Text && factsOf(Text->getBuffer()).IsGuarded;
}

} // namespace

SharedHeaders::SharedHeaders(ArrayRef<std::string> Headers,
                             function_ref<std::string()> Fork,
                             function_ref<void()> GiveUp)
    : Headers(Headers), Fork(Fork), GiveUp(GiveUp) {
  for (const std::string &Name : this->Headers)
    Text += "#include " + Name + "\n";
  Text += "#pragma " + ForkPragma.str() + "\n";
}

void SharedHeaders::replaceFile(CompilerInvocation &Parse) {
  FrontendInputFile &Input = Parse.getFrontendOpts().Inputs.front();
  Input = FrontendInputFile(MemoryBufferRef(Text, "<shared headers>"),
                            Input.getKind());
}

void SharedHeaders::begin(CompilerInstance &Compiler) {
  Preprocessor &PP = Compiler.getPreprocessor();
  char *Line = Text.data();
  for (const std::string &Name : Headers) {
    std::size_t Length = strlen("#include ") + Name.size();
    if (!isReadOnce(Name, PP))
      std::fill_n(Line, Length, ' ');
    Line += Length + 1;
  }
  auto Early = std::make_unique<EarlyHeaders>(PP, GiveUp);
  // The preprocessor owns both.
  PP.AddPragmaHandler(new ForkHere(Fork, GiveUp, *Early));
  PP.addPPCallbacks(std::move(Early));
}

} // namespace corolint
