// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Chain.h"
#include "Check.h"
#include "Edit.h"
#include "model/Locks.h"
#include "model/Suspension.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a coroutine blocks its thread until a task is done that may need it",
    Severity::Warning,
    R"md(
A bridge (`run`, `sync_wait`, `blockingWait`, `.get()` on a task) leads from
ordinary code into coroutines: it blocks its thread until the task it is given is
done. Within a coroutine that thread is the loop's. The task waits for the loop,
the loop for the coroutine, and the coroutine for the task. On a loop of one thread
they wait for ever; on a pool, as soon as all of its threads wait like that. Where
the bridge brings a loop of its own for the task, nobody else has a turn until it
is done.

Reported are bridges that are given a task which was made right there, so that it
cannot be done yet; in a coroutine, and in functions that a coroutine calls, of the
same file or, with `corolint`, of all files that are linted together: the notes show
the way. So is a loop that is run by a coroutine which was started on it.

## At run time

The program stands still. The bridges of the bundled runtime notice that, as
asyncio's do, and throw `std::runtime_error`; one that somebody wrote himself out
of a promise and a future does not.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<int> read();

aio::task<int> handle() {
  co_return aio::run(read()) + 1; // the loop runs already
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<int> read();

aio::task<int> handle() {
  co_return co_await read() + 1;
}
```

## Fix

A bridge that stands in the coroutine, is given the task alone and returns its
value becomes a `co_await` (`--fix`), where one may stand and no lock is held.

## Limits

Bridges are known by the role `bridge`, and by their bodies: a function that
starts a task it is given and then blocks on something of its own, and a method of
a task that blocks. Silent for tasks that visibly never suspend, or only let others
have their turn (the role `yield`), on no loop in particular; for tasks that
somebody else may have run meanwhile: parameters, members, handles that were used
in between; where the bridge is a method of a local loop; where the bridge or the
task is given something that may be an executor: whose threads those are, is not
seen; after an await that moves the coroutine to threads of its own. A bridge that
lets the loop go on while it waits, as `QCoro::waitFor` does, has the role
`non-blocking`.
)md"};

class SyncWait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void reportTask(Model &M, const Function &F, const Chain &Way);
  void reportLoop(const Step &S);
  void reportOpen(Model &M, const Step &S, const Condition &If);
};

} // namespace

constexpr llvm::StringLiteral ReturnTheTask =
    "return the task instead, and await it in the coroutine";

void SyncWait::visit(Model &M, const Function &F) {
  if (!F.coroutine() || !M.blocking().runsOnALoop(F))
    return;
  for (const Step &S : M.steps(F.decl())) {
    if (M.blocking().hasLeftLoop(F, S.When))
      continue;
    Chain Way = M.bridges().chainFrom(F, S);
    if (!Way.empty()) {
      if (claims(S.Loc))
        reportTask(M, F, Way);
    } else if (S.call() && M.bridges().runsOwnLoop(F, S.call())) {
      if (claims(S.Loc))
        reportLoop(S);
    } else if (auto If = openAt(M, F, S, Condition::Kind::Waits)) {
      if (claims(S.Loc))
        reportOpen(M, S, *If);
    }
  }
}

/// May `co_await` stand where \p Call does, and mean the same but for the wait?
static bool mayBecomeAwait(Model &M, const model::Function &F,
                           const CallExpr *Call) {
  for (const Stmt *S = Call; S && !isa<CompoundStmt>(S); S = F.parent(S)) {
    // What is read before an await is stale after it.
    if (isa<CompoundAssignOperator>(S))
      return false;
    const auto *Init = dyn_cast<Expr>(S);
    if (const VarDecl *Variable = Init ? F.initialised(Init) : nullptr;
        Variable && Variable->isStaticLocal())
      return false;
  }
  return locksOf(M, F).empty();
}

/// The whole of a statement or of an initialiser.
static bool standsAlone(const model::Function &F, const CallExpr *Call) {
  const Expr *Whole = Call;
  while (const auto *Around =
             dyn_cast_or_null<ExprWithCleanups>(F.parent(Whole)))
    Whole = Around;
  return isStatement(F, Call) || F.initialised(Whole);
}

/// `run(f())` becomes `co_await f()`.
static Edits awaited(Model &M, const model::Function &F, const CallExpr *Call,
                     const Task &Made) {
  if (isa<CXXMemberCallExpr>(Call) || Made.Held.Where != Call ||
      Made.From != Origin::Call || !canBeAwaitedIn(M, F, Made) ||
      !isEditable(M.context(), Call->getSourceRange()) ||
      !mayBecomeAwait(M, F, Call))
    return {};
  unsigned First = isa<CXXOperatorCallExpr>(Call); // the object that is called
  bool IsValue = Call->isPRValue() && !Made.Type->Value.isNull() &&
                 M.context().hasSameType(Call->getType(), Made.Type->Value);
  if (Call->getNumArgs() != First + 1 || (!IsValue && !isStatement(F, Call)))
    return {};
  std::string Text = "co_await " + textOf(M.context(), Made.Making);
  if (!standsAlone(F, Call))
    Text = "(" + Text + ")";
  return {FixItHint::CreateReplacement(Call->getSourceRange(), Text)};
}

void SyncWait::reportTask(Model &M, const Function &F, const Chain &Way) {
  const Step &S = Way.front();
  const Function *Last =
      Way.size() == 1 ? &F : M.function(Way[Way.size() - 2].Callee);
  const Task &Made = *M.bridges().waitedFor(*Last, Way.back().call());
  if (Way.size() == 1)
    diag(S.Loc, "%0 blocks the thread of this coroutine until %1 is done, "
                "which may need that thread")
        << nameOf(S) << nameOf(Made) << S.Made->getSourceRange()
        << awaited(M, F, S.call(), Made);
  else
    diag(S.Loc, "%0 blocks the thread of this coroutine until %1 is done: it "
                "comes to call %2")
        << nameOf(S) << nameOf(Made) << nameOf(Way.back()) << rangeOf(S);
  for (const ToldStep &Next : told(M, Way))
    note(Next.Loc, "%0") << Next.Text;
  for (const ToldStep &More : toldOf(M, Made))
    note(More.Loc, "%0") << More.Text;
  if (Way.size() == 1)
    note(S.Loc, "await %0 instead") << nameOf(Made);
  else
    note(Made.Making->getBeginLoc(), ReturnTheTask);
}

void SyncWait::reportOpen(Model &M, const Step &S, const Condition &If) {
  diagIf(If, S.Loc,
         (nameOf(S) + " blocks the thread of this coroutine until " +
          WaitedTask + " is done: it comes to call " + LastStep)
             .str())
      << rangeOf(S);
  for (const ToldStep &Next : told(M, {S}))
    note(Next.Loc, "%0") << Next.Text;
  note(S.Loc, ReturnTheTask);
}

void SyncWait::reportLoop(const Step &S) {
  diag(S.Loc, "%0 waits for the end of this coroutine, too: it was started on "
              "the loop that it runs here")
      << nameOf(S) << S.Made->getSourceRange();
  note(S.Loc, "await what should happen instead; the loop runs already");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(sync_wait, corolint::SyncWait, corolint::Info)
