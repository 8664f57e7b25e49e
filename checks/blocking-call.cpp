// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Chain.h"
#include "Check.h"
#include "Edit.h"
#include "clang-tidy/utils/IncludeInserter.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{"a coroutine calls something that blocks its thread",
                         Severity::Warning,
                         R"md(
Coroutines share a thread. Between two suspensions nothing else on the loop
runs, so a call that sleeps, joins a thread, waits for a future or resolves a
name stops every timer, every connection and every other task for as long as it
takes. The call is found directly in the coroutine and through the functions it
calls, constructors, destructors and operators among them: those of the same file,
and with `corolint` those of all files that are linted together. The notes show the
way.

## At run time

A task that ticks every 10 ms ticks not at all while another one is in
`std::this_thread::sleep_for(200ms)`. `AIO_DEBUG=1` reports the step that took
too long, with the name of the task.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <thread>

aio::task<void> poll_sensor() {
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  co_return;
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>

aio::task<void> poll_sensor() {
  co_await aio::sleep(std::chrono::milliseconds(200));
}
```

## Fix

A sleep becomes the awaited sleep of the library in use (`--fix`). Other calls
can be moved to a thread, `co_await aio::to_thread([&] { … })`, where the library
has that; this is offered as a note, since the call then runs beside the loop
(`--fix-notes`).

## Options

`coro.AlsoBlocking: 'files;locks'` also reports what most loops bear: `files` is
for files, directories and the console, `locks` for mutexes and locked files.

`coro.Blocks` and `coro.BlocksFor` add functions, `coro.NonBlocking` takes some
out, `coro.ResumesElsewhere` names what moves a coroutine off the loop, and
`coro.ThreadPool` whose threads may wait: qualified names with `*`, separated by
`;`, with the replacement after `=`. `[[clang::blocking]]`,
`[[clang::nonblocking]]` and `[[clang::annotate("corolint::blocks")]]` do the same
in the source.

## Limits

Of sockets, only those are reported that the same function makes, without a flag
like `SOCK_NONBLOCK`, and shows to nobody who could change that. Silent after an
await that is known to move the coroutine to another thread, in coroutines that
are only started on pools of threads, for time-outs of zero, for a future that was
asked before or is made ready, for flags like `MSG_DONTWAIT`, and for calls through
pointers and `std::function`. A virtual call is followed where its object shows what
it comes to, and where all files of a program are linted together and have one
implementation. The end of a thread or of a future that waits is reported only if
nothing was awaited since it was made: it may have come to its end meanwhile.
)md"};

class BlockingCall : public Check {
public:
  BlockingCall(llvm::StringRef Name, tidy::ClangTidyContext *Context)
      : Check(Name, Context),
        Includes(tidy::utils::IncludeSorter::IS_LLVM, areDiagsSelfContained()) {
  }
  void registerPPCallbacks(const SourceManager &, Preprocessor *PP,
                           Preprocessor *) override {
    Includes.registerPreprocessor(PP);
  }
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Chain &Way);
  void reportOpen(Model &M, const Function &F, const Step &S,
                  const Condition &If);
  void advise(Model &M, const Function &F, const Step &S);
  std::string sleepInstead(Model &M, const model::Library &Used,
                           const CallExpr *Call);
  llvm::SmallVector<FixItHint, 2> awaitedSleep(Model &M, const Function &F,
                                               const CallExpr *Call);

  tidy::utils::IncludeInserter Includes;
};

} // namespace

/// Whoever waits for a task is coro-sync-wait's.
static bool leadsOverBridge(Model &M, const Chain &Way) {
  return llvm::any_of(
      Way, [&](const Step &S) { return M.bridges().isBridge(S.Callee); });
}

void BlockingCall::visit(Model &M, const Function &F) {
  if (!F.coroutine() || !M.blocking().runsOnALoop(F))
    return;
  for (const Step &S : M.steps(F.decl())) {
    if (M.bridges().isBridge(S.Callee) || M.blocking().hasLeftLoop(F, S.When))
      continue;
    Chain Way = M.blocking().chainFrom(F, S);
    if (!Way.empty()) {
      if (!leadsOverBridge(M, Way) && claims(S.Loc))
        report(M, F, Way);
    } else if (auto If = openAt(M, F, S, Condition::Kind::Blocks)) {
      if (claims(S.Loc))
        reportOpen(M, F, S, *If);
    }
  }
}

void BlockingCall::report(Model &M, const Function &F, const Chain &Way) {
  const Step &S = Way.front();
  if (Way.size() == 1)
    diag(S.Loc, "%0 blocks the thread of this coroutine, and with it "
                "everything else on the loop")
        << nameOf(S) << rangeOf(S) << awaitedSleep(M, F, S.call());
  else
    diag(S.Loc, "%0 blocks the thread of this coroutine: it comes to call %1")
        << nameOf(S) << nameOf(Way.back()) << rangeOf(S);
  for (const ToldStep &Next : told(M, Way))
    note(Next.Loc, "%0") << Next.Text;
  advise(M, F, S);
}

void BlockingCall::reportOpen(Model &M, const Function &F, const Step &S,
                              const Condition &If) {
  diagIf(If, S.Loc,
         (nameOf(S) +
          " blocks the thread of this coroutine: it comes to call " + LastStep)
             .str())
      << rangeOf(S);
  for (const ToldStep &Next : told(M, {S}))
    note(Next.Loc, "%0") << Next.Text;
  advise(M, F, S);
}

void BlockingCall::advise(Model &M, const Function &F, const Step &S) {
  const SourceLocation Loc = S.Loc;
  const CallExpr *Call = S.call();
  Library Used = libraryInUse(M, F);
  if (std::string Sleep = sleepInstead(M, Used, Call); !Sleep.empty()) {
    note(Loc, "await '%0' instead") << Sleep;
    return;
  }
  llvm::StringRef Remedy = M.words().remedy(S.Callee, Role::Blocks);
  if (!Remedy.empty()) {
    note(Loc, "await '%0' instead") << Remedy;
    return;
  }
  if (!Call || !Used || Used.Known->Says.Offload.empty()) {
    auto By = M.words().blocksBy(S.Callee);
    if (By && !M.words().instead(S.Callee, *By).empty())
      return; // said already
    note(Loc, "await something that suspends instead, or run this on another "
              "thread");
    return;
  }
  std::string Offload = "co_await " + Used.say(Used.Known->Says.Offload,
                                               textOf(M.context(), Call));
  auto Note = note(Loc, "run it on another thread: '%0'") << Offload;
  if (isEditable(M.context(), Call->getSourceRange()) && !F.isInHandler(Call))
    Note << FixItHint::CreateReplacement(Call->getSourceRange(), Offload);
}

/// How \p Used says a blocking sleep; empty for other calls.
std::string BlockingCall::sleepInstead(Model &M, const model::Library &Used,
                                       const CallExpr *Call) {
  if (!Call)
    return "";
  llvm::StringRef Remedy =
      M.words().remedy(Call->getDirectCallee(), Role::BlocksFor);
  if (!Remedy.consume_front("sleep(") || !Remedy.consume_back(")") || !Used ||
      Used.Known->Says.Sleep.empty() || Call->getNumArgs() != 1)
    return "";
  auto [Before, After] = Remedy.split("{}");
  std::string Duration =
      (Before + llvm::Twine(textOf(M.context(), Call->getArg(0))) + After)
          .str();
  return Used.say(Used.Known->Says.Sleep, Duration);
}

static bool declares(const NamespaceDecl *Namespace, llvm::StringRef Name) {
  ASTContext &Ctx = Namespace->getASTContext();
  return !Namespace->lookup(DeclarationName(&Ctx.Idents.get(Name))).empty();
}

/// `sleep_for(d)` becomes `co_await aio::sleep(d)`; empty where it cannot.
llvm::SmallVector<FixItHint, 2>
BlockingCall::awaitedSleep(Model &M, const Function &F, const CallExpr *Call) {
  Library Used = libraryInUse(M, F);
  std::string Sleep = sleepInstead(M, Used, Call);
  if (Sleep.empty() || !isStatement(F, Call) || F.isInHandler(Call) ||
      !isEditable(M.context(), Call->getSourceRange()))
    return {};
  llvm::SmallVector<FixItHint, 2> Edits{FixItHint::CreateReplacement(
      Call->getSourceRange(), "co_await " + Sleep)};
  const Advice &Says = Used.Known->Says;
  if (llvm::all_of(Says.SleepNeeds, [&](llvm::StringRef Name) {
        return declares(Used.Namespace, Name);
      }))
    return Edits;
  if (Says.SleepHeader.empty())
    return {};
  FileID File = M.context().getSourceManager().getFileID(Call->getBeginLoc());
  if (auto Include =
          Includes.createIncludeInsertion(File, "<" + Says.SleepHeader + ">"))
    Edits.push_back(*Include);
  return Edits;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(blocking_call, corolint::BlockingCall, corolint::Info)
