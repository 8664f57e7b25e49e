// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Gather.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{"work that could overlap is awaited one after another",
                         Severity::Hint,
                         R"md(
Register early, await late. `co_await f()` runs `f` to its end before the next line
begins. If the next line awaits something that has nothing to do with it, the two
waits add up; started together they take as long as the longer one.

Three shapes are reported:

- a task that is started and awaited at once, with nothing in between that could run
  beside it: the start gains nothing;
- statements that follow each other, each of which awaits a call that does not need
  the result of another;
- a loop that only collects what it awaits, one call a turn.

## At run time

Three calls of 150 ms each, on the bundled runtime: 455 ms in a row, 150 ms
gathered.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <string>
#include <vector>

aio::task<std::string> fetch(std::string url);

aio::task<std::string> front_page() {
  auto head = co_await fetch("/head"); // the second waits for the first
  auto body = co_await fetch("/body");
  co_return head + body;
}

aio::task<std::vector<std::string>> all(std::vector<std::string> urls) {
  std::vector<std::string> pages;
  for (const auto &url : urls)
    pages.push_back(co_await fetch(url)); // and so does each turn
  co_return pages;
}

aio::task<std::string> one() {
  auto fetching = aio::create_task(fetch("/")); // nothing runs beside it
  co_return co_await std::move(fetching);
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <string>
#include <utility>
#include <vector>

aio::task<std::string> fetch(std::string url);

aio::task<std::string> front_page() {
  auto [head, body] = co_await aio::gather(fetch("/head"), fetch("/body"));
  co_return head + body;
}

aio::task<std::vector<std::string>> all(std::vector<std::string> urls) {
  std::vector<aio::task<std::string>> pages;
  for (const auto &url : urls)
    pages.push_back(fetch(url));
  co_return co_await aio::gather(std::move(pages));
}

aio::task<std::string> one() {
  auto page = co_await fetch("/");
  co_return page;
}
```

## Fix

Suggested (`--fix-notes`), in the words of the library in use. Arguments are
evaluated in the same order and have no effect. What changes: if one call fails, the
others have been started all the same, and `aio::gather` waits for them before it
rethrows the exception that came first in time. A task that is awaited directly is
no longer one of its own for debug mode.

Where there are thousands of calls, limit how many run at once; that is no longer a
mechanical change.

## Limits

Two calls count as independent only if they are free functions, static methods or
lambdas without captures whose parameters are all plain data (numbers, text,
containers and classes of them), never handles, sockets, pointers or references to
what can change; if their arguments are locals and constants; and if their values
are used. Without their bodies in sight, they have to be calls of one function with
different arguments, which share no number, since a number may name a file or a
session. Silent if a body in sight touches a global or never waits; for methods,
whose object may ask for an order; for tasks without a value; and for functions
whose names speak of an order or an effect (`send`, `read_next`, `openFile`): the
role `ordered`, `coro.Ordered`. Loops have to be over a range or counted up. Starts
count only on the loop that runs the caller (the role `spawn-later` on a free
function), and not where the handle is awaited, without its value, at the very end
of its scope.
)md"};

class SequentialAwait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const NeedlessSpawn &Spawn);
  void report(Model &M, const Function &F, const Row &Row);
  void report(Model &M, const Function &F, const Turns &Loop);

  /// Several suggestions in one function are applied together.
  llvm::StringSet<> NamesGiven;
};

} // namespace

void SequentialAwait::visit(Model &M, const Function &F) {
  if (!F.coroutine() || F.isDependent())
    return;
  for (const NeedlessSpawn &Spawn : needlessSpawnsIn(M, F))
    if (claims(Spawn.Spawn->getBeginLoc()))
      report(M, F, Spawn);
  for (const Row &Row : rowsIn(M, F))
    if (claims(Row.front().What.Await->getBeginLoc()))
      report(M, F, Row);
  for (const Turns &Loop : turnsIn(M, F))
    if (claims(Loop.What.Await->getBeginLoc()))
      report(M, F, Loop);
}

void SequentialAwait::report(Model &M, const Function &F,
                             const NeedlessSpawn &Spawn) {
  SourceLocation Loc = Spawn.Spawn->getBeginLoc();
  diag(Loc, "a task is started here only to be awaited at once")
      << Spawn.Spawn->getSourceRange();
  note(Spawn.Await->getBeginLoc(), "nothing runs between the start and this "
                                   "await");
  note(Loc, "await '%0' itself, or start it before other work")
      << textOf(M.context(), Spawn.Started->Making)
      << withoutSpawn(M, F, Spawn);
}

void SequentialAwait::report(Model &M, const Function &F, const Row &Row) {
  const AwaitStep &First = Row.front(), &Last = Row.back();
  SourceLocation Loc = First.What.Await->getBeginLoc();
  diag(Loc, "%0 is awaited before %1 is even started, although neither needs "
            "the other")
      << First.Variable << Row[1].Variable
      << First.What.Await->getSourceRange();
  note(Last.What.Await->getBeginLoc(),
       "this starts when all before it is done: the times add up");
  Rewrite Better = gathered(M, F, Row);
  if (Better.Text.empty())
    note(Loc, "start them all, then await each");
  else
    note(Loc, "run them side by side: '%0'") << Better.Text << Better.Fix;
}

void SequentialAwait::report(Model &M, const Function &F, const Turns &Loop) {
  SourceLocation Loc = Loop.What.Await->getBeginLoc();
  diag(Loc, "each turn of the loop awaits its own call before the next one is "
            "started")
      << Loop.What.Await->getSourceRange();
  note(Loop.Loop->getBeginLoc(),
       "the calls differ in %0 and need nothing of each other: the times add "
       "up")
      << Loop.Each;
  Rewrite Better = gathered(M, F, Loop, NamesGiven);
  if (Better.Text.empty())
    note(Loc, "start them all in the loop, then await each");
  else
    note(Loc, "collect the tasks in the loop, then run them side by side: "
              "'co_await %0'")
        << Better.Text << Better.Fix;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(sequential_await, corolint::SequentialAwait,
                      corolint::Info)
