// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/Overlap.h"
#include "model/StaleWrite.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "shared state is written from what it was before a suspension",
    Severity::Warning,
    R"md(
Between two awaits a coroutine has its thread to itself; over an await it has not.
Whoever shares its members, its globals or its arguments may change them while it
is suspended. What it read before is then old, and a write that relies on it undoes
what the others did.

Two shapes are reported. *Lost update*: the new value is made of one that was read
before the suspension, `total = total + co_await next()`, or by way of a local copy.
*Check-then-act*: an `if` on the state decides, the coroutine is suspended, and then
it writes that state as if the condition still held.

A finding needs a second run that can come in between, and names both places that
start them: tasks of one `gather`, a task that is started in a loop or beside
another one, closures and callers in between included, on the same object.

`total += co_await next()` is right and never reported: since C++17 the right side
is done before the left side is read. The order of the two sides of `+` is not
given: Clang reads the left one first, GCC 12 awaits first, so that the same line
loses updates with one compiler only.

## At run time

Updates are lost, an account is overdrawn, a connection is opened twice: three
tasks that each add 1 give 1, with no thread involved.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>

int balance = 100;

aio::task<void> withdraw(int amount) {
  if (balance < amount)
    co_return;
  co_await aio::sleep(std::chrono::milliseconds(1)); // others see it untouched
  balance -= amount;
}

aio::task<void> both() {
  co_await aio::gather(withdraw(100), withdraw(100)); // leaves -100
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>

int balance = 100;
aio::mutex mutex;

aio::task<void> withdraw(int amount) {
  auto guard = co_await mutex.lock();
  if (balance < amount)
    co_return;
  co_await aio::sleep(std::chrono::milliseconds(1));
  balance -= amount;
}

aio::task<void> both() {
  co_await aio::gather(withdraw(100), withdraw(100));
}
```

## Fix

Suggested (`--fix-notes`): where value and await stand in one statement, the await
moves into a statement of its own before it.

## Limits

State is shared if it is a member, has static storage, or is behind a reference or
pointer parameter or a capture. Who runs at the same time is known only if this
file shows it; handlers that a framework calls are not judged, nor are methods that
are only declared for others to call.

Silent if the state is looked at again after the suspension, if the coroutine
writes it before (`busy = true;`), under any lock, semaphore or flag that may keep
others out, and if the awaited coroutine visibly never suspends. Keeping what was
awaited, `if (!page) page = co_await load();`, does work twice at worst, and is not
reported. Classes whose `operator+` takes references read nothing before the await:
only local copies of them count. Conditions of loops are not judged, as the next
turn asks again.
)md"};

class StaleReadAcrossAwait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const StaleWrite &Stale,
              const Overlap &Runs);
};

} // namespace

void StaleReadAcrossAwait::visit(Model &M, const Function &F) {
  for (const StaleWrite &Stale : staleWritesOf(M, F))
    if (auto Runs = overlapOn(M, F, Stale.Write);
        Runs && claims(Stale.Write.Whole->getBeginLoc()))
      report(M, F, Stale, *Runs);
}

/// Runs always, and once, when \p Whole does.
static bool isUnconditionalIn(const model::Function &F, const Stmt *S,
                              const Stmt *Whole) {
  for (; S != Whole; S = F.parent(S)) {
    const auto *Binary = dyn_cast<BinaryOperator>(S);
    if (isa<AbstractConditionalOperator>(S) ||
        (Binary && Binary->isLogicalOp()))
      return false;
  }
  return true;
}

/// `auto value = co_await f();` before `shared = shared + value;`.
static Edits hoist(Model &M, const model::Function &F,
                   const StaleWrite &Stale) {
  ASTContext &Ctx = M.context();
  const Expr *Statement = Stale.Write.Whole;
  const Expr *Await = Stale.Suspension;
  if (Stale.How != Relies::OnValue || !isStatement(F, Statement) ||
      !F.isWithin(Await, Statement) || !Await->isPRValue() ||
      Await->getType()->isVoidType() ||
      !isUnconditionalIn(F, Await, Statement) ||
      llvm::count_if(F.suspensions(),
                     [&](const Expr *Point) {
                       return F.isWithin(Point, Statement);
                     }) != 1 ||
      !isEditable(Ctx, Statement->getSourceRange()))
    return {};
  llvm::StringSet<> Taken;
  std::string Name = unusedName(Ctx, F, "value", Taken);
  StringRef Indentation = Lexer::getIndentationForLine(Statement->getBeginLoc(),
                                                       Ctx.getSourceManager());
  return {FixItHint::CreateInsertion(Statement->getBeginLoc(),
                                     ("auto " + Name + " = " +
                                      textOf(Ctx, Await) + ";\n" + Indentation)
                                         .str()),
          FixItHint::CreateReplacement(Await->getSourceRange(), Name)};
}

void StaleReadAcrossAwait::report(Model &M, const Function &F,
                                  const StaleWrite &Stale,
                                  const Overlap &Runs) {
  const ValueDecl *Shared = Stale.Write.Of.object();
  SourceLocation Read = Stale.Read.Name->getExprLoc();
  bool IsCheck = Stale.How == Relies::OnCheck;
  if (IsCheck)
    diag(Stale.Write.Whole->getBeginLoc(),
         "%0 is written because of what it was before the coroutine was "
         "suspended")
        << Shared << Stale.Write.Whole->getSourceRange();
  else
    diag(Stale.Write.Whole->getBeginLoc(),
         "%0 gets a value made of what it was before the coroutine was "
         "suspended: updates from meanwhile are lost")
        << Shared << Stale.Write.Whole->getSourceRange();
  note(Read, "it is %select{read|checked}0 here") << IsCheck;
  note(Stale.Suspension->getBeginLoc(),
       "it suspends here, and others may write %0")
      << Shared;
  if (Runs.First == Runs.Second) {
    note(Runs.First->getBeginLoc(),
         "the loop starts one run here while others are suspended");
  } else {
    note(Runs.First->getBeginLoc(), "one run starts here");
    note(Runs.Second->getBeginLoc(), "another one, at the same time, here");
  }
  Edits Fix = hoist(M, F, Stale);
  SourceLocation Last = Stale.Suspension->getBeginLoc();
  if (!Fix.empty())
    note(Last, "await first, and read %0 after that") << Shared << Fix;
  else if (IsCheck)
    note(Last, "check again after the await, or hold a lock that can be "
               "awaited");
  else
    note(Last, "read %0 after the await, or hold a lock that can be awaited")
        << Shared;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(stale_read_across_await, corolint::StaleReadAcrossAwait,
                      corolint::Info)
