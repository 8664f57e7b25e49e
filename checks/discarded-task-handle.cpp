// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a started task is dropped: its end, its value and its error are lost",
    Severity::Warning,
    R"md(
A task that has been started and whose handle is dropped runs on unobserved.
Three things are lost: when it ended, what it returned, why it failed. What it
borrows from this function may be gone before it ends.

Reported are the result of a spawn that is dropped, and the task of an *eager*
coroutine (its body starts at the call) that is dropped.

## At run time

The loop may stop before the task is done; an exception goes to the loop's
exception handler at best, and nowhere with most libraries. `AIO_DEBUG=1` makes
the bundled runtime say `task exception was never retrieved`.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<int> save(int value);

aio::task<void> handle(int value) {
  aio::create_task(save(value)); // did it work?
  co_return;
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<int> save(int value);
aio::task<void> notify(int value);

aio::task<int> handle(int value) {
  auto saving = aio::create_task(save(value));
  co_await notify(value);
  co_return co_await saving;
}
```

## Fix

Suggested (`--fix-notes`), since it makes the function wait: keep the handle, and
await it at the end of the scope.

## Limits

Silent where dropping is meant: `(void)`, `.detach()`, types that are made to be
dropped (nobody could wait for them), handles whose destructor joins. The option
`coro.Discardable` adds types.
)md"};

class DiscardedTaskHandle : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Task &Made);
  void suggest(Model &M, const Function &F, const Task &Made);

  /// Several suggestions in one scope are applied together.
  llvm::StringSet<> NamesGiven;
};

} // namespace

static bool isMeant(const Task &Made) {
  // `(void)spawn(…)`, `spawn(…).detach()`
  return isa_and_nonnull<ExplicitCastExpr, CXXMemberCallExpr>(Made.Held.Where);
}

static bool isStarted(Model &M, const Task &Made) {
  if (Made.From == Origin::Spawn) {
    const CXXRecordDecl *Handle = recordOf(Made.Making->getType());
    return Handle && !M.words().plays(Handle, Role::Discardable) &&
           dropOf(Handle) != Drop::Joins;
  }
  return Made.From == Origin::Call && Made.isEager() && !Made.isDetached() &&
         Made.Type->IsAwaitable && Made.Type->WhenDropped != Drop::Joins;
}

void DiscardedTaskHandle::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F))
    if (Made.Held.Kind == Custody::Discarded && !isMeant(Made) &&
        isStarted(M, Made) && claims(Made.Making->getBeginLoc()))
      report(M, F, Made);
}

/// The task that the call \p Spawn started: `on(executor, f()).start()` starts
/// f, but `gather(f(), g())` starts what it makes of them. Null if it was made
/// elsewhere.
static const Task *startedBy(Model &M, const Function &F, const Expr *Spawn) {
  const Task *Whole = nullptr, *Part = nullptr;
  bool HasSeveral = false;
  for (const Task &Made : M.tasks(F)) {
    if (Made.Held.Spawn != Spawn)
      continue;
    if (M.isMadeOfOthers(Made))
      Whole = Whole ? Whole : &Made;
    else if (!Part)
      Part = &Made;
    else
      HasSeveral |= !F.isWithin(Made.Making, Part->Making);
  }
  return HasSeveral && Whole ? Whole : Part;
}

static bool mayThrow(Model &M, const FunctionDecl *Coroutine) {
  if (!Coroutine)
    return true;
  const auto *Type = Coroutine->getType()->getAs<FunctionProtoType>();
  if (Type && Type->isNothrow())
    return false;
  const model::Function *F = M.function(Coroutine);
  const auto *Body = F && F->coroutine()
                         ? dyn_cast<CompoundStmt>(F->coroutine()->getBody())
                         : nullptr;
  const auto *Try = Body && Body->size() == 1
                        ? dyn_cast<CXXTryStmt>(Body->body_front())
                        : nullptr;
  return !Try ||
         !Try->getHandler(Try->getNumHandlers() - 1)->getCaughtType().isNull();
}

void DiscardedTaskHandle::report(Model &M, const Function &F,
                                 const Task &Made) {
  const Task *Started =
      Made.From == Origin::Spawn ? startedBy(M, F, Made.Making) : &Made;
  const FunctionDecl *Body = Started ? Started->Callee : nullptr;
  bool HasName = Body && !Body->isOverloadedOperator();
  SourceLocation Loc = Made.Making->getBeginLoc();
  if (HasName)
    diag(Loc, "task %0 is started and then dropped")
        << Body->getDeclName() << Made.Making->getSourceRange();
  else
    diag(Loc, "a task is started here and then dropped")
        << Made.Making->getSourceRange();

  bool Value = Started && Started->Type && Started->Type->CarriesValue;
  bool Error = mayThrow(M, Body) || (Started && M.isMadeOfOthers(*Started));
  note(Loc, "nobody learns when it ended%select{|, what it returned}0"
            "%select{|, or why it failed}1")
      << Value << Error;
  suggest(M, F, Made);
}

void DiscardedTaskHandle::suggest(Model &M, const Function &F,
                                  const Task &Made) {
  SourceLocation Loc = Made.Making->getBeginLoc();
  const auto *Scope = dyn_cast_or_null<CompoundStmt>(Made.Held.Where);
  if (!Scope || !canBeAwaitedIn(M, F, Made) ||
      !isEditable(M.context(), Made.Making->getSourceRange()) ||
      endOf(*Scope).isMacroID()) {
    note(Loc, "keep what the call returns and await it");
    return;
  }
  std::string Name = unusedName(M.context(), F, "task", NamesGiven);
  note(Loc, "keep the handle as '%0' and await it at the end of the scope")
      << Name << FixItHint::CreateInsertion(Loc, "auto " + Name + " = ")
      << FixItHint::CreateInsertion(endOf(*Scope), "co_await " + Name + ";\n");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(discarded_task_handle, corolint::DiscardedTaskHandle,
                      corolint::Info)
