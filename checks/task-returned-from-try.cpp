// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "model/Locks.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{"a task is returned out of a 'try' or from under a "
                         "lock, and runs without it",
                         Severity::Warning,
                         R"md(
A function that only returns the task of another one is done before that task is.
What the function puts around the call is around the making of the task, not
around its body: a `try` catches nothing that the body throws, since that goes into
the task and on to whoever awaits it, and a lock is released before the body of a
lazy task begins.

Reported is a task that such a function makes and returns from within a `try`
block, or a lazy one that it returns while it holds a thread's lock by a guard.

## At run time

The exception passes the handler by and ends up at the await. The critical section
runs without its lock.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <stdexcept>

aio::task<int> fetch(int id) {
  if (id < 0)
    throw std::runtime_error("no such id");
  co_return id;
}
aio::task<int> cached(int id);

aio::task<int> load(int id) {
  try {
    return fetch(id); // what it throws is not caught here
  } catch (const std::runtime_error &) {
    return cached(id);
  }
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <stdexcept>

aio::task<int> fetch(int id) {
  if (id < 0)
    throw std::runtime_error("no such id");
  co_return id;
}
aio::task<int> cached(int id);

aio::task<int> load(int id) {
  try {
    co_return co_await fetch(id);
  } catch (const std::runtime_error &) {
  }
  co_return co_await cached(id);
}
```

## Limits

Silent where the body of what is called is not in sight or is no coroutine, since
that may throw before it has a task. Silent in coroutines, where `co_return
co_await` keeps both around the body; for a handler that only rethrows; and for a
lock that is released before the `return`.
)md"};

class TaskReturnedFromTry : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void visitLocks(Model &M, const Function &F, const Task &Made);
};

} // namespace

/// `catch (...) { throw; }` loses nothing by not being there.
static bool onlyRethrows(const CXXCatchStmt *Handler) {
  const auto *Body = dyn_cast<CompoundStmt>(Handler->getHandlerBlock());
  const auto *Throw =
      Body && Body->size() == 1
          ? dyn_cast<CXXThrowExpr>(
                isa<Expr>(Body->body_front())
                    ? cast<Expr>(Body->body_front())->IgnoreImplicit()
                    : Body->body_front())
          : nullptr;
  return Throw && !Throw->getSubExpr();
}

/// The innermost handler that \p S, in a `try` block, seems to be under.
static const CXXCatchStmt *handlerOver(const model::Function &F,
                                       const Stmt *S) {
  for (const Stmt *Around = F.parent(S); Around;
       S = Around, Around = F.parent(Around))
    if (const auto *Try = dyn_cast<CXXTryStmt>(Around);
        Try && Try->getTryBlock() == S && !onlyRethrows(Try->getHandler(0)))
      return Try->getHandler(0);
  return nullptr;
}

void TaskReturnedFromTry::visit(Model &M, const Function &F) {
  if (!F.decl() || F.coroutine())
    return;
  for (const Task &Made : M.tasks(F)) {
    if (Made.From != Origin::Call || !Made.Type || !Made.Type->IsAwaitable ||
        Made.Held.Kind != Custody::Returned || Made.Held.Holder)
      continue;
    // A plain function may throw, and needs the lock, before it has a task.
    const model::Function *Body = M.function(Made.Callee);
    if (!Body || !Body->coroutine())
      continue;
    SourceLocation Loc = Made.Making->getBeginLoc();
    const CXXCatchStmt *Handler = handlerOver(F, Made.Making);
    if (Handler && claims(Loc)) {
      diag(Loc, "what this task throws passes the 'catch' by: the function "
                "returns before the task is done")
          << Made.Making->getSourceRange();
      note(Handler->getBeginLoc(), "nothing of the task gets here");
      note(Loc, "make %0 a coroutine and await the task within the 'try'")
          << F.decl();
    }
    if (Made.isLazy())
      visitLocks(M, F, Made);
  }
}

void TaskReturnedFromTry::visitLocks(Model &M, const Function &F,
                                     const Task &Made) {
  for (const Lock &Held : locksOf(M, F)) {
    SourceLocation Loc = Made.Making->getBeginLoc();
    if (!Held.Guard ||
        !M.flow(F).reaches(Held.Taken, Made.Making, Held.Releases,
                           {Held.Guard}) ||
        !claims(Loc))
      continue;
    diag(Loc, "the task runs when %0 has released its lock: the function "
              "returns before the task begins")
        << Held.Guard << Made.Making->getSourceRange();
    note(Held.Guard->getLocation(), "it is released at the end of this scope");
    note(Loc, "take a lock that can be awaited within the coroutine");
    return;
  }
}

} // namespace corolint

COROLINT_DEFINE_CHECK(task_returned_from_try, corolint::TaskReturnedFromTry,
                      corolint::Info)
