// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Anchor.h"
#include "Check.h"
#include "model/LateUse.h"
#include "model/Lifetime.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a task made in a loop borrows a loop variable and runs on after it",
    Severity::Warning,
    R"md(
A coroutine that is made in a loop and awaited after it runs when the loop is
over. If it captures a variable of the loop by reference, or takes it by
reference, it does not see the value of its own iteration. There are two forms.

- The variable outlives the loop and the loop assigns it: every task sees its
  last value.
- The variable belongs to the loop (`for (int i = 0; …)`, a range-for's copy, a
  local of the body): it is gone when the task runs, a use after scope.

## At run time

The program below prints `2 2 2`. With `for (int i = 0; …)` instead,
AddressSanitizer reports `stack-use-after-scope` or a use of a freed frame.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <cstdio>
#include <vector>

aio::task<void> print_all() {
  int i = 0;
  auto coro = [&i]() -> aio::task<int> { co_return i; };
  std::vector<aio::task_handle<int>> tasks;
  for (int n : {0, 1, 2}) {
    i = n;
    tasks.push_back(aio::create_task(coro()));
  }
  for (auto &task : tasks)
    std::printf("%d\n", co_await task);
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <cstdio>
#include <vector>

aio::task<void> print_all() {
  int i = 0;
  auto coro = [](int i) -> aio::task<int> { co_return i; };
  std::vector<aio::task_handle<int>> tasks;
  for (int n : {0, 1, 2}) {
    i = n;
    tasks.push_back(aio::create_task(coro(i)));
  }
  for (auto &task : tasks)
    std::printf("%d\n", co_await task);
}
```

## Fix

Anchor the value: a parameter is copied into the frame when the task is made. The
capture becomes a parameter and the call passes the variable; where the callee
owns the closure (`aio::create_task([&i]() -> …)`), the capture becomes one by
value; a reference parameter that is only read, of a function that no other file
can see, becomes a value. All three are safe and applied by `--fix`.

## Limits

Silent when the task is awaited in its own iteration, when the variable is a
reference to something that outlives the loop (`for (auto &x : items)`), when the
coroutine writes the variable (a shared counter is meant), and when the holder of
the tasks is touched within the loop in a way that may await them. Paths count,
not their conditions: a loop that fills a container in each turn and awaits it
under a flag is reported for the turns in which the flag is down.
)md"};

class LoopVariableCapture : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void reportGone(Model &M, const Function &F, const Task &Made,
                  const Dangling &Gone, const Stmt *Loop);
  void reportIfChanged(Model &M, const Function &F, const Task &Made,
                       const Borrow &Shared);
  void explain(const Task &Made, const Borrow &What, const Expr *Use);
};

} // namespace

static bool isAssignedBy(const Function &F, const DeclRefExpr *Use) {
  const Stmt *Parent = F.parent(Use);
  if (const auto *Step = dyn_cast_or_null<UnaryOperator>(Parent))
    return Step->isIncrementDecrementOp();
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent))
    return Assign->isAssignmentOp() && Assign->getLHS() == Use;
  const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Parent);
  return Call && Call->isAssignmentOp() && Call->getArg(0) == Use;
}

/// Assigned in every turn: in the header, or by a statement of the body itself.
static bool isAssignedInEveryTurn(const Function &F, const DeclRefExpr *Use,
                                  const Stmt *Loop) {
  if (!isAssignedBy(F, Use))
    return false;
  const Stmt *Statement = F.parent(Use);
  while (isa_and_nonnull<Expr>(F.parent(Statement)))
    Statement = F.parent(Statement);
  const Stmt *Around = F.parent(Statement);
  return Around == Loop || (Around && F.parent(Around) == Loop);
}

/// The innermost loop around the task that gives \p Variable, which outlives
/// it, a value for each turn.
static const Stmt *loopAssigning(const Function &F, const Task &Made,
                                 const ValueDecl *Variable) {
  QualType Type = Variable->getType();
  // A flag or an atomic is shared on purpose.
  if (Type->isBooleanType() || Type->isAtomicType() ||
      (Type->getAsCXXRecordDecl() &&
       Type->getAsCXXRecordDecl()->getDeclName().isIdentifier() &&
       Type->getAsCXXRecordDecl()->getName() == "atomic"))
    return nullptr;
  for (const Stmt *Loop = F.loopAround(Made.Making); Loop;
       Loop = F.loopAround(Loop))
    if (llvm::any_of(F.uses(Variable), [&](const DeclRefExpr *Use) {
          return isAssignedInEveryTurn(F, Use, Loop);
        }))
      return Loop;
  return nullptr;
}

/// Do the tasks of one turn go on into the next? The variable is alive, so this
/// is about its value.
static bool keepsRunningAfter(Model &M, const Function &F, const Task &Made,
                              const Stmt *Loop) {
  const CustodyFact &Held = Made.Held;
  bool IsSpawned = Held.Kind == Custody::Spawned;
  if (Held.Kind == Custody::Kept && Made.isLazy())
    return false; // they never run
  if (Held.Holder)
    return !isWithin(M.context(), Held.Holder->getLocation(), Loop) &&
           !mayJoinWithin(F, Held.Holder, Loop);
  return IsSpawned && Held.OfHandle == Custody::Discarded;
}

void LoopVariableCapture::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F)) {
    if (!F.loopAround(Made.Making))
      continue;
    for (const Dangling &Gone : danglingIn(M, F, Made))
      if (Gone.What.As != Lent::Closure)
        if (const Stmt *Loop = loopDeclaring(M, F, Made, Gone.What.Variable))
          reportGone(M, F, Made, Gone, Loop);
    for (const Borrow &Shared : borrowsOf(M, F, Made))
      if (Shared.As == Lent::Capture || Shared.As == Lent::Argument)
        if (Shared.Variable && !Shared.IsCallers &&
            !loopDeclaring(M, F, Made, Shared.Variable))
          reportIfChanged(M, F, Made, Shared);
  }
}

void LoopVariableCapture::reportGone(Model &M, const Function &F,
                                     const Task &Made, const Dangling &Gone,
                                     const Stmt *Loop) {
  const Borrow &What = Gone.What;
  if (!claims(What.At))
    return;
  diag(What.At,
       "the task outlives %0: it is borrowed by reference, and the loop "
       "lets go of it before the task is done")
      << What.Variable << SourceRange(What.At)
      << anchor(M, F, Made, What, Loop);
  explain(Made, What, Gone.Use);
}

void LoopVariableCapture::reportIfChanged(Model &M, const Function &F,
                                          const Task &Made,
                                          const Borrow &Shared) {
  const Stmt *Loop = loopAssigning(F, Made, Shared.Variable);
  const Expr *Use = Loop ? lateUse(M, Made, Shared) : nullptr;
  if (!Use || !keepsRunningAfter(M, F, Made, Loop) ||
      !isOnlyRead(M, Made, Shared) || !claims(Shared.At))
    return;
  diag(Shared.At, "every task sees the last value of %0: it is borrowed by "
                  "reference, and the loop changes it before they run")
      << Shared.Variable << SourceRange(Shared.At)
      << anchor(M, F, Made, Shared, Loop);
  explain(Made, Shared, Use);
}

void LoopVariableCapture::explain(const Task &Made, const Borrow &What,
                                  const Expr *Use) {
  note(Made.Making->getBeginLoc(),
       "the task is made here, in every turn of the loop");
  note(Use->getBeginLoc(), "%0 is read here when the task runs")
      << What.Variable;
  for (const Stmt *Join : Made.Held.Joins)
    note(Join->getBeginLoc(), "the tasks are awaited here, after the loop");
  note(What.At, "anchor the value: take %0 as a parameter by value")
      << What.Variable;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(loop_variable_capture, corolint::LoopVariableCapture,
                      corolint::Info)
