// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/Symbol.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{"a lazy task is dropped, so its body never runs",
                         Severity::Error,
                         R"md(
A call of a coroutine function whose task is *lazy* runs nothing. It makes a
task that holds the body; the body starts when the task is awaited or handed to
a loop. Where the task is dropped at once, the body never runs: no statement of
it, no error, no trace.

The check knows a lazy task by its promise (`initial_suspend` suspends and hands
the coroutine to nobody), so it needs no list of names. Awaiters whose
`await_ready` is visibly false are lazy in the same way.

## At run time

The frame is allocated, the parameters are moved into it, and the task's
destructor destroys it again. `AIO_DEBUG=1` makes the bundled runtime say
`coroutine 'save' was never awaited`.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<void> save(int value);

aio::task<void> handle(int value) {
  save(value); // never runs
  co_return;
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<void> save(int value);

aio::task<void> handle(int value) {
  co_await save(value);
  co_await save(value + 1);
}
```

## Fix

Inside a coroutine that may await the task, `--fix` writes `co_await` before the
call. Elsewhere, and in a `catch` handler, where nothing can be awaited, a note
names what the library has to run or start a task.

## Limits

Silent for tasks whose start is unknown: a promise that is only declared, an
initial awaiter with a body of its own, a `get_return_object` that registers the
coroutine somewhere. Silent for what a getter or a container returns: such a
task may have been started long ago. Where the function is defined in another file
that is linted together with this one, that file decides both. A task that is kept in
a variable and then forgotten is not a discarded one.
)md"};

class DiscardedCoroutine : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Task &Made,
              const Condition &If);
};

} // namespace

/// `gather(f(), g());` is one finding, at the outermost.
static bool isLostWithAnother(Model &M, const Function &F, const Task &Made) {
  return Made.Held.Within && llvm::any_of(M.tasks(F), [&](const Task &Other) {
           return Other.Making == Made.Held.Within && Other.isLazy();
         });
}

/// What the unit that defines the callee has to say: whether its coroutine is
/// lazy, where that cannot be seen here; whether the task is a new one.
static std::optional<Condition> condition(Model &M, const Task &Made) {
  bool IsLazy = Made.isLazy();
  if (!M.isLinked() || !Made.Callee || Made.Callee->isDefined())
    return IsLazy ? std::optional(Condition()) : std::nullopt;
  if (!IsLazy && (!Made.Type || Made.Type->Starts != Start::Unknown))
    return std::nullopt;
  return Condition{
      IsLazy ? Condition::Kind::IsFresh : Condition::Kind::RunsLater,
      symbolOf(Made.Callee), /*IsDispatched=*/false, wordOf(Made.Callee)};
}

void DiscardedCoroutine::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F)) {
    if ((Made.From != Origin::Call && Made.From != Origin::Awaitable) ||
        Made.Held.Kind != Custody::Discarded || isLostWithAnother(M, F, Made))
      continue;
    auto If = condition(M, Made);
    if (If && claims(Made.Making->getBeginLoc()))
      report(M, F, Made, *If);
  }
}

static std::string messageFor(const Task &Made) {
  std::string Name =
      Made.Callee ? "'" + Made.Callee->getNameAsString() + "'" : "";
  if (Made.From == Origin::Awaitable)
    return Name + " does nothing here: what it returns starts only when it is "
                  "awaited, and is dropped";
  bool HasName = Made.Callee && !Made.Callee->isOverloadedOperator();
  return (HasName ? "coroutine " + Name : "this coroutine") +
         " never runs: its task is dropped here";
}

void DiscardedCoroutine::report(Model &M, const Function &F, const Task &Made,
                                const Condition &If) {
  SourceLocation Loc = Made.Making->getBeginLoc();
  bool CanAwait = canBeAwaitedIn(M, F, Made);
  llvm::SmallVector<FixItHint, 1> Fix;
  if (CanAwait && isEditable(M.context(), Made.Making->getSourceRange()))
    Fix.push_back(FixItHint::CreateInsertion(Loc, "co_await "));

  diagIf(If, Loc, messageFor(Made)) << Made.Making->getSourceRange() << Fix;
  if (Made.isLazy() && Made.Type)
    note(
        Made.Type->Initial->getLocation(),
        "%0 is lazy: its promise suspends the coroutine here, before the first "
        "statement, and nothing resumes it after that")
        << M.context().getCanonicalTagType(Made.Type->Record);
  if (CanAwait)
    return;
  std::string Call = textOf(M.context(), Made.Making);
  if (Library Used = libraryInUse(M, F, Made.Type);
      Used && !Used.Known->Says.Spawn.empty())
    note(Loc, "start it with '%0', or wait for it with '%1'")
        << Used.say(Used.Known->Says.Spawn, Call)
        << Used.say(Used.Known->Says.Run, Call);
  else
    note(Loc, "await the task in a coroutine, or hand it to what runs the "
              "tasks of this library");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(discarded_coroutine, corolint::DiscardedCoroutine,
                      corolint::Info)
