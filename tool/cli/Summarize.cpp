// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Summarize.h"
#include "Chain.h"
#include "FileNames.h"
#include "model/Symbol.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint::model;
using namespace llvm;

namespace corolint {
namespace {

class Summarizer {
public:
  Summarizer(Model &M, StringRef Directory)
      : M(M), Sources(M.context().getSourceManager()), Files(Directory) {}

  std::vector<CallFunction> run() {
    for (const Function &F : M.functions())
      if (F.decl() && !F.isDependent())
        add(F.decl());
    std::vector<CallFunction> Out;
    for (std::size_t Next = 0; Next != Pending.size(); ++Next)
      Out.push_back(summarize(Pending[Next]));
    return Out;
  }

private:
  void add(const FunctionDecl *Decl) {
    if (Seen.insert(M.definition(Decl)).second)
      Pending.push_back(M.definition(Decl));
  }

  CallFunction summarize(const FunctionDecl *Decl) {
    CallFunction Out;
    Out.Symbol = symbolOf(Decl);
    const Function *F = M.function(Decl);
    if (F)
      Out.Returns = returns(*F);
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Decl);
        F && Method && Method->isVirtual() && !isa<CXXDestructorDecl>(Method)) {
      Out.IsVirtual = true;
      for (const CXXMethodDecl *Base : overriddenBy(Method))
        Out.Overrides.push_back(symbolOf(Base));
      llvm::sort(Out.Overrides);
    }
    for (const Step &S : M.steps(Decl)) {
      if (leadsOn(M, S))
        add(S.Callee);
      if (!countsForCallers(M, Decl, S))
        continue;
      if (std::optional<CallStep> Told = step(F, S))
        Out.Steps.push_back(std::move(*Told));
    }
    return Out;
  }

  std::optional<CallStep> step(const Function *F, const Step &S) {
    CallStep Out;
    Out.Name = nameOf(S);
    Out.Where = place(S.Loc);
    if (M.bridges().isBridge(S.Callee)) {
      const Task *Made =
          F && S.call() ? M.bridges().waitedFor(*F, S.call()) : nullptr;
      if (!Made)
        return std::nullopt;
      Out.Does = CallStep::Kind::Waits;
      Out.Task = nameOf(*Made);
      for (const ToldStep &More : toldOf(M, *Made))
        Out.Notes.push_back({More.Text, place(More.Loc), {}, {}});
      return Out;
    }
    if (M.blocking().isBlocking(F, S)) {
      Out.Does = CallStep::Kind::Blocks;
      Out.Reason = reasonOf(M, S);
      return Out;
    }
    if (!leadsOn(M, S) && !M.elsewhere().isElsewhere(S))
      return std::nullopt;
    Out.Callee = symbolOf(S.Callee);
    Out.IsDispatched = S.IsDispatched;
    Out.Word = wordOf(S.Callee);
    return Out;
  }

  CallFunction::Kind returns(const Function &F) {
    const TaskType *Type = M.types().find(F.decl()->getReturnType());
    if (!Type)
      return CallFunction::Kind::Other;
    if (!F.coroutine())
      return M.returnsFreshTask(F.decl()) ? CallFunction::Kind::Fresh
                                          : CallFunction::Kind::Known;
    return Type->Starts == Start::Lazy    ? CallFunction::Kind::Lazy
           : Type->Starts == Start::Eager ? CallFunction::Kind::Eager
                                          : CallFunction::Kind::Fresh;
  }

  Location place(SourceLocation Loc) {
    if (Loc.isInvalid())
      return {};
    Loc = Sources.getFileLoc(Loc);
    return {Files.real(Sources.getFilename(Loc)), Sources.getFileOffset(Loc),
            Sources.getSpellingLineNumber(Loc),
            Sources.getSpellingColumnNumber(Loc)};
  }

  Model &M;
  const SourceManager &Sources;
  FileNames Files;
  std::vector<const FunctionDecl *> Pending;
  DenseSet<const FunctionDecl *> Seen;
};

} // namespace

void summarizeFunctions(Model &M, StringRef Directory, CallSummary &Out) {
  Out.Functions = Summarizer(M, Directory).run();
  prune(Out);
}

} // namespace corolint
