// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "model/LastError.h"
#include "model/ThreadBound.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{"what belongs to a thread is obtained before a "
                         "suspension and used after it",
                         Severity::Warning,
                         R"md(
A coroutine is on a thread from one suspension to the next. It may resume on
another one, and a reference to a `thread_local` variable that it took before then
refers to the variable of a thread that goes on without it, or has ended. Even on
a single thread others run in between, and `errno` is theirs by then.

Reported are

- a reference, pointer or view of a `thread_local` object, of what a function returns
  that gives such a one, or of what a library keeps for each thread, that is taken
  before a suspension and used after it; also `own.add(co_await f())`, where `own` is
  named before the await;
- the id of the thread, or a number made of it, that is taken before a suspension and
  picks an element after it: `slots[id]`;
- `errno` or `GetLastError()` read after a suspension, where the condition that leads
  there tests a call before it: `if (n < 0)`, whose `n` is from a `read()`;
- a reference to `errno` that is kept.

## At run time

Two threads write one variable without a lock, which ThreadSanitizer reports, or
the variable is gone with its thread. `errno` has the error of whatever ran
meanwhile: the program reports "Bad file descriptor" for a file that does not
exist.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <cerrno>
#include <fcntl.h>
#include <system_error>

aio::task<void> log(const char *what);

aio::task<int> open_file(const char *name) {
  int file = open(name, O_RDONLY);
  if (file < 0) {
    co_await log("cannot open the file");
    throw std::system_error(errno, std::generic_category()); // of somebody else
  }
  co_return file;
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <cerrno>
#include <fcntl.h>
#include <system_error>

aio::task<void> log(const char *what);

aio::task<int> open_file(const char *name) {
  int file = open(name, O_RDONLY);
  if (file < 0) {
    int error = errno;
    co_await log("cannot open the file");
    throw std::system_error(error, std::generic_category());
  }
  co_return file;
}
```

## Options

`coro-thread-local-across-await.SingleThreaded` (false): every coroutine here
resumes on the thread it suspended on; only the error number is judged. The role
`stays-on-thread` says that of one task type; it is built in for aio, Boost.Cobalt,
QCoro and Seastar. `coro.ThreadBound` names functions that give what belongs to the
calling thread, `coro.LastError` those that give its error number.

## Limits

Nobody knows which thread a task of yours resumes on, so that it may be another one
is taken for granted where no library and no option says more. A copy of a
`thread_local` value is no finding, nor is an id that is compared, printed or passed
on: that is what one keeps it for. What is set before a suspension to be reset after
it, iterators into a `thread_local` container and generators are not judged. An
`errno` whose condition tests an await, a truth or anything else that may be about
another call is not, either.
)md"};

class ThreadLocalAcrossAwait : public Check {
public:
  ThreadLocalAcrossAwait(llvm::StringRef Name,
                         clang::tidy::ClangTidyContext *Context)
      : Check(Name, Context),
        SingleThreaded(Options.get("SingleThreaded", false)) {}
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override {
    Check::storeOptions(Map);
    Options.store(Map, "SingleThreaded", SingleThreaded);
  }
  void visit(Model &M, const Function &F) override;

private:
  void report(const ThreadBound &Held, const Flow::Crossing &Over);
  void report(Model &M, const StaleError &Stale);

  const bool SingleThreaded;
};

} // namespace

void ThreadLocalAcrossAwait::visit(Model &M, const Function &F) {
  if (!F.coroutine() || F.suspensions().empty() || F.isDependent())
    return;
  bool IsMoved = !SingleThreaded && mayChangeThread(M, F);
  for (const ThreadBound &Held : threadBoundIn(M, F)) {
    if (!IsMoved && Held.Is != ThreadBound::LastError)
      continue;
    for (const Stmt *Start : Held.Obtained)
      if (auto Over = M.flow(F).crossing(Start, Held.Uses, Held.Refills,
                                         {Held.Holder})) {
        if (claims(Over->Target->getBeginLoc()))
          report(Held, *Over);
        break;
      }
  }
  for (const StaleError &Stale : staleErrorsIn(M, F))
    if (claims(Stale.Read->getBeginLoc()))
      report(M, Stale);
}

void ThreadLocalAcrossAwait::report(const ThreadBound &Held,
                                    const Flow::Crossing &Over) {
  SourceLocation Use = Over.Target->getBeginLoc();
  SourceLocation Loc = Held.Holder ? Held.Holder->getLocation() : Use;
  if (!Held.Holder)
    diag(Loc, "%0 is this thread's, and is used when the coroutine may be on "
              "another one")
        << Held.Of << SourceRange(Loc);
  else if (Held.Is == ThreadBound::Element)
    diag(Loc, "%0 tells this thread by %1, and picks an element when the "
              "coroutine may be on another one")
        << Held.Holder << Held.Of << SourceRange(Loc);
  else if (Held.Is == ThreadBound::LastError)
    diag(Loc, "%0 refers to the error number of this thread, which others set "
              "while the coroutine is suspended")
        << Held.Holder << SourceRange(Loc);
  else
    diag(Loc, "%0 refers to %select{what %2 gives this thread|this thread's "
              "%2}1, and is used when the coroutine may be on another one")
        << Held.Holder << isa<VarDecl>(Held.Of) << Held.Of << SourceRange(Loc);
  note(Over.Suspension->getBeginLoc(), "the coroutine suspends here");
  if (Held.Holder)
    note(Use, "%0 is used here") << Held.Holder;
  note(Use, Held.Holder ? "obtain it again after the await, or copy the value"
                        : "await first, and then name it");
}

void ThreadLocalAcrossAwait::report(Model &M, const StaleError &Stale) {
  const ASTContext &Ctx = M.context();
  const SourceManager &Sources = Ctx.getSourceManager();
  SourceLocation Begin = Stale.Read->getBeginLoc();
  // `errno` is a macro that nobody wants to see expanded.
  llvm::StringRef Name =
      Begin.isMacroID()
          ? Lexer::getImmediateMacroName(Begin, Sources, Ctx.getLangOpts())
          : Stale.Read->getDirectCallee()->getName();
  SourceLocation Loc = Sources.getFileLoc(Begin);
  diag(Loc,
       "'%0' is read after a suspension, and has the error of whatever ran "
       "meanwhile")
      << Name << SourceRange(Loc);
  note(Stale.Suspension->getBeginLoc(), "the coroutine suspends here");
  note(Stale.Set->getBeginLoc(), "the error of %0 is meant")
      << Stale.Set->getDirectCallee();
  note(Stale.Suspension->getBeginLoc(),
       "keep the error in a local before this");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(thread_local_across_await,
                      corolint::ThreadLocalAcrossAwait, corolint::Info)
