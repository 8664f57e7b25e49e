// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a task that can be awaited once is awaited or moved away twice",
    Severity::Warning,
    R"md(
Most tasks give their result once: they are move-only, and `co_await
std::move(task)` takes the coroutine out of the object or its result out of the
frame. What is left is empty. To await it again, on the same path or in the next
turn of a loop, is to await nothing.

Reported is the second of two such uses of a local or a parameter, if a path leads
from the first to it on which the variable gets no new task.

## At run time

What the library does with an empty task: the bundled runtime throws
`std::logic_error`; others read a moved-from value, or resume a coroutine that
has ended, which is undefined.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<int> read();

aio::task<int> sum() {
  auto reading = read();
  int total = 0;
  for (int i = 0; i < 2; ++i)
    total += co_await std::move(reading); // nothing is left in the second turn
  co_return total;
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<int> read();

aio::task<int> sum() {
  int total = 0;
  for (int i = 0; i < 2; ++i)
    total += co_await read();
  co_return total;
}
```

## Limits

Only task types that cannot be copied, used through `std::move`; a `co_await task`
of a named task is not judged, since handles and shared tasks allow it. Silent if
anything in between might refill the variable: an assignment, a method that is not
const, a function that takes it by reference, a lambda that captures it. Tasks in
containers, in optionals and in members are not followed, nor is the way into a
`catch` handler.
)md"};

class DoubleAwait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void visitVariable(Model &M, const Function &F, const VarDecl *Variable);
  void report(const VarDecl *Variable, const CustodyFact &First,
              const CustodyFact &Second);
};

/// One variable's uses, as far as they concern the task in it.
struct Uses {
  llvm::SmallVector<std::pair<const DeclRefExpr *, CustodyFact>, 4> Taking;
  llvm::SmallVector<const Stmt *, 4> Refilling;
};

} // namespace

static bool isMoveOnlyTask(Model &M, const VarDecl *Variable) {
  QualType Type = Variable->getType();
  const TaskType *Task =
      Type->isReferenceType() ? nullptr : M.types().find(Type);
  return Task && Task->Record->hasDefinition() && !isCopyable(Type);
}

/// `std::move(task)`, the object of the call.
static bool isMoved(const model::Function &F, const DeclRefExpr *Use) {
  const Stmt *Around = F.parent(Use);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
    Around = F.parent(Around);
  if (const auto *Cast = dyn_cast_or_null<CXXStaticCastExpr>(Around))
    return Cast->isXValue();
  const auto *Call = dyn_cast_or_null<CallExpr>(Around);
  return Call && Call->isCallToStdMove();
}

static bool takesTask(const CustodyFact &Fact) {
  switch (Fact.Kind) {
  case Custody::AwaitedInPlace:
  case Custody::Joined:
  case Custody::Spawned:
  case Custody::Stored:
    return Fact.Where;
  default:
    return false;
  }
}

/// `task.done()` looks; any other method, function or lambda may refill.
static bool onlyLooks(const model::Function &F, const DeclRefExpr *Use) {
  if (fillsItsVariable(F, Use))
    return false;
  if (isNeutralUse(F, Use))
    return true;
  const auto *Member = dyn_cast_or_null<MemberExpr>(F.parent(Use));
  const auto *Method =
      Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
  return Method && Method->isConst();
}

static Uses usesOf(Model &M, const model::Function &F,
                   const VarDecl *Variable) {
  Uses Found;
  // Its declaration gives it a new task, in each turn of a loop.
  if (const Expr *Init = Variable->getInit())
    Found.Refilling.push_back(Init->IgnoreUnlessSpelledInSource());
  for (const DeclRefExpr *Use : F.uses(Variable)) {
    CustodyFact Fact =
        isMoved(F, Use) ? custodyOfUse(M, F, Use) : CustodyFact();
    if (takesTask(Fact))
      Found.Taking.push_back({Use, std::move(Fact)});
    else if (!onlyLooks(F, Use))
      Found.Refilling.push_back(Use);
  }
  return Found;
}

void DoubleAwait::visit(Model &M, const Function &F) {
  if (!F.decl())
    return;
  llvm::SmallPtrSet<const VarDecl *, 4> Seen;
  for (const ParmVarDecl *Parameter : F.decl()->parameters())
    visitVariable(M, F, Parameter);
  for (const Task &Made : M.tasks(F))
    if (Made.Held.Holder && Seen.insert(Made.Held.Holder).second)
      visitVariable(M, F, Made.Held.Holder);
}

void DoubleAwait::visitVariable(Model &M, const Function &F,
                                const VarDecl *Variable) {
  if (!isMoveOnlyTask(M, Variable))
    return;
  Uses All = usesOf(M, F, Variable);
  for (const auto &[Use, Second] : All.Taking) {
    if (Second.Kind != Custody::AwaitedInPlace &&
        Second.Kind != Custody::Spawned)
      continue;
    for (const auto &[_, First] : All.Taking)
      if (M.flow(F).reaches(First.Where, Use, All.Refilling, {})) {
        if (claims(Use->getBeginLoc()))
          report(Variable, First, Second);
        break;
      }
  }
}

void DoubleAwait::report(const VarDecl *Variable, const CustodyFact &First,
                         const CustodyFact &Second) {
  SourceLocation Loc = Second.Where->getBeginLoc();
  bool IsSpawn = Second.Kind == Custody::Spawned;
  if (First.Where == Second.Where) {
    diag(Loc, "task %0 is %select{awaited|spawned}1 again in the next turn of "
              "the loop")
        << Variable << IsSpawn;
    note(Variable->getLocation(), "it is made once, outside of the loop");
  } else {
    diag(Loc, "task %0 is %select{awaited|spawned}1 again")
        << Variable << IsSpawn;
    note(First.Where->getBeginLoc(), First.Kind == Custody::AwaitedInPlace
                                         ? "it is awaited first here"
                                         : "it is moved away here");
  }
  note(Loc, "call the coroutine once for each await, or keep its result");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(double_await, corolint::DoubleAwait, corolint::Info)
