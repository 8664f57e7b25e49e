// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/Locks.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a thread's lock is held while the coroutine is suspended",
    Severity::Warning,
    R"md(
A `std::mutex` belongs to a thread. A coroutine that suspends while it holds one
gives its thread to other coroutines, and the lock stays taken. The next one that
wants it on the same thread waits for a coroutine that can only go on when this
thread is free: a deadlock. On a pool the coroutine may resume on another thread,
and there it releases what that thread never took, which is undefined.

Reported is a suspension that a path leads to while the lock is held: by a guard
(`lock_guard`, `scoped_lock`, `unique_lock`, `shared_lock`, `QMutexLocker`, any class
marked `scoped_lockable`, a class with a guard inside, a temporary guard), or by
`lock()` and `unlock()` written by hand.

## At run time

Two tasks of one loop that want the same mutex stand still for ever.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <mutex>

std::mutex mutex;
int balance = 0;

aio::task<void> deposit(int amount) {
  std::lock_guard guard(mutex);
  co_await aio::sleep(std::chrono::milliseconds(1)); // it stays taken
  balance += amount;
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>

aio::mutex mutex;
int balance = 0;

aio::task<void> deposit(int amount) {
  auto guard = co_await mutex.lock(); // waits without its thread
  co_await aio::sleep(std::chrono::milliseconds(1));
  balance += amount;
}
```

## Fix

Suggested (`--fix-notes`): `unlock()` before the await, for a guard that can do
that and is not used after it.

## Limits

A mutex is known by the role `mutex`, or as a class with such a member that
coroutines cannot await; guards by the role `lock-guard` and by what they hold.
Silent after `unlock()`, `release()` and a move, for `std::defer_lock` and
`std::try_to_lock`, for awaiters and coroutines that visibly never suspend, and where
a guard goes to a function that may unlock it. A `lock()` by hand whose `unlock()`
stands in another function is not judged.
)md"};

class LockAcrossAwait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Lock &Held,
              const Expr *Suspension);
};

} // namespace

void LockAcrossAwait::visit(Model &M, const Function &F) {
  if (!F.coroutine())
    return;
  for (const Lock &Held : locksOf(M, F))
    if (const Expr *Suspension = suspensionUnder(M, F, Held))
      if (claims(Held.Taken->getBeginLoc()))
        report(M, F, Held, Suspension);
}

/// `guard.unlock();` before the statement, if nothing needs it afterwards.
static Edits unlockBefore(Model &M, const model::Function &F, const Lock &Held,
                          const Expr *Suspension) {
  const CXXRecordDecl *Guard =
      Held.Guard ? recordOf(Held.Guard->getType()) : nullptr;
  if (!Guard || membersNamed(Guard, "unlock").empty() ||
      !F.uses(Held.Guard).empty())
    return {};
  const Stmt *Statement = Suspension;
  while (Statement && !isa_and_nonnull<CompoundStmt>(F.parent(Statement)))
    Statement = F.parent(Statement);
  if (!Statement || !isEditable(M.context(), Statement->getSourceRange()))
    return {};
  return {FixItHint::CreateInsertion(
      Statement->getBeginLoc(),
      (Held.Guard->getName() + ".unlock();\n").str())};
}

void LockAcrossAwait::report(Model &M, const Function &F, const Lock &Held,
                             const Expr *Suspension) {
  SourceLocation Loc = Held.Guard && !isa<CallExpr>(Held.Taken)
                           ? Held.Guard->getLocation()
                           : Held.Taken->getBeginLoc();
  if (Held.Guard)
    diag(Loc, "%0 holds a lock while the coroutine is suspended")
        << Held.Guard << SourceRange(Loc);
  else
    diag(Loc, "the lock that is taken here is held while the coroutine is "
              "suspended")
        << SourceRange(Loc);
  note(Suspension->getBeginLoc(),
       "it suspends here; whoever wants the lock on this thread then waits for "
       "ever");
  Edits Fix = unlockBefore(M, F, Held, Suspension);
  if (!Fix.empty())
    note(Suspension->getBeginLoc(), "unlock %0 before") << Held.Guard << Fix;
  else
    note(Loc, "release it before the await, or use a lock that can be awaited");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(lock_across_await, corolint::LockAcrossAwait,
                      corolint::Info)
