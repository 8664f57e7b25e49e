// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a task is kept in a variable and then forgotten: nothing awaits it",
    Severity::Warning,
    R"md(
A task that is kept in a variable looks looked after. If nothing awaits, moves,
returns or stores that variable, it is not: the body of a lazy task never runs,
and of a started one nobody learns when it ended and why it failed. A forgotten
`co_await` compiles as well where `auto` takes whatever it is given:
`auto lock = mutex.lock();` names an awaiter, and locks nothing.

Reported are locals, and containers of tasks, that are only ever filled; a task
that is tested in place of its value (`if (is_open())`); the inner one of a
`task<task<T>>` whose outer one alone is awaited; and a coroutine lambda that is
converted to a `std::function<void()>`, which drops the task at each call.

## At run time

The frame is destroyed at the end of the scope without having run. With a
forgotten lock, two coroutines are in the critical section at once. `AIO_DEBUG=1`
makes the bundled runtime say `coroutine 'save' was never awaited`.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<int> read();

aio::task<void> handle() {
  auto value = read(); // a task, not an int; nothing is read
  co_return;
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<int> read();

aio::task<int> handle() {
  auto value = co_await read();
  co_return value;
}
```

## Fix

Suggested (`--fix-notes`): `co_await` in the initialiser, where the function is a
coroutine that may await it; a task that runs already is awaited at the end of the
scope. The inner task of a `task<task<T>>` that is dropped
gets a second `co_await` (`--fix`).

## Limits

Any use that might await the task counts as one that does: passing it on, moving
it, capturing it, even asking whether it is done. Silent for `[[maybe_unused]]`
and `(void)`, for started tasks whose handle waits, cancels or destroys at the end
of the scope, and for types made to be dropped. A path that misses the await
while another has it is not reported.
)md"};

class NeverAwaited : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void reportKept(Model &M, const Function &F, const Task &Made);
  void reportTested(const Task &Made);
  void reportInner(Model &M, const Function &F, const Task &Made);
  void reportWrapped(Model &M, const Function &F, const LambdaExpr *Closure);
  void suggest(Model &M, const Function &F, const Task &Made);
};

} // namespace

/// Nothing looks at the variable again; at most it is filled once more.
static bool isForgotten(const Function &F, const Task &Made) {
  const VarDecl *Holder = Made.Held.Holder;
  return Made.Held.Kind == Custody::Kept && Holder->hasLocalStorage() &&
         !Holder->hasAttr<UnusedAttr>() &&
         llvm::all_of(F.uses(Holder), [&](const DeclRefExpr *Use) {
           return fillsItsVariable(F, Use);
         });
}

/// A handle whose end waits, cancels or destroys is kept for that.
static bool isLostWithHandle(Model &M, const Task &Made) {
  const CXXRecordDecl *Handle = recordOf(Made.Making->getType());
  if (!Handle || M.words().plays(Handle, Role::Discardable))
    return false;
  Drop AtItsEnd = dropOf(Handle);
  return AtItsEnd == Drop::Detaches ||
         (AtItsEnd == Drop::Unknown && !hasOwnDestructor(Handle));
}

/// Is anything lost when nobody awaits it?
static bool needsAwait(Model &M, const Task &Made) {
  switch (Made.From) {
  case Origin::Spawn:
    return isLostWithHandle(M, Made);
  case Origin::Call:
    return Made.Type && Made.Type->IsAwaitable && !Made.isDetached() &&
           (Made.isLazy() || Made.Type->WhenDropped == Drop::Detaches);
  case Origin::Awaitable:
  case Origin::Awaiter:
  case Origin::Awaited:
    return true;
  case Origin::Closure:
    return false;
  }
  llvm_unreachable("all cases returned");
}

/// The class that \p Closure is put into, if it is one like
/// `std::function<void()>`.
static const ClassTemplateSpecializationDecl *
wrapperWithoutResult(const Function &F, const LambdaExpr *Closure) {
  const Stmt *Around = F.parent(Closure);
  while (isa_and_nonnull<MaterializeTemporaryExpr, ImplicitCastExpr,
                         CXXBindTemporaryExpr, ParenExpr>(Around))
    Around = F.parent(Around);
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Around);
  const auto *Wrapper = Construct
                            ? dyn_cast<ClassTemplateSpecializationDecl>(
                                  Construct->getConstructor()->getParent())
                            : nullptr;
  if (!Wrapper || Wrapper->getTemplateArgs().size() == 0)
    return nullptr;
  const TemplateArgument &Signature = Wrapper->getTemplateArgs()[0];
  const auto *Called = Signature.getKind() == TemplateArgument::Type
                           ? Signature.getAsType()->getAs<FunctionProtoType>()
                           : nullptr;
  return Called && Called->getReturnType()->isVoidType() ? Wrapper : nullptr;
}

/// A lambda whose task somebody has to hold.
static bool makesTaskToHold(Model &M, const LambdaExpr *Closure) {
  const model::Function *Body = M.function(Closure->getCallOperator());
  const TaskType *Type =
      Body && Body->coroutine()
          ? M.types().find(Closure->getCallOperator()->getReturnType())
          : nullptr;
  return Type && Type->IsAwaitable && !Type->IsDetached &&
         Type->Starts != Start::Unknown;
}

void NeverAwaited::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F)) {
    if (isForgotten(F, Made) && needsAwait(M, Made)) {
      if (claims(Made.Making->getBeginLoc()))
        reportKept(M, F, Made);
    } else if (Made.Held.Kind == Custody::Tested && Made.isLazy()) {
      if (claims(Made.Making->getBeginLoc()))
        reportTested(Made);
    } else if (Made.From == Origin::Awaited &&
               Made.Held.Kind == Custody::Discarded) {
      if (claims(Made.Making->getBeginLoc()))
        reportInner(M, F, Made);
    }
  }
  for (const LambdaExpr *Closure : F.lambdas())
    if (makesTaskToHold(M, Closure) && wrapperWithoutResult(F, Closure) &&
        claims(Closure->getBeginLoc()))
      reportWrapped(M, F, Closure);
}

void NeverAwaited::reportKept(Model &M, const Function &F, const Task &Made) {
  const VarDecl *Holder = Made.Held.Holder;
  if (isa_and_nonnull<DeclStmt>(Made.Held.Where))
    diag(Holder->getLocation(), "%0 is never awaited") << Holder;
  else
    diag(Made.Making->getBeginLoc(), "nothing awaits %0, which keeps this task")
        << Holder << Made.Making->getSourceRange();
  if (Made.From == Origin::Awaitable || Made.From == Origin::Awaiter)
    note(Made.Making->getBeginLoc(),
         "what %0 returns acts only when it is awaited")
        << Made.Callee->getDeclName();
  else if (Made.isLazy())
    note(Made.Making->getBeginLoc(),
         "the task is lazy: its body runs only when it is awaited");
  else
    note(Made.Making->getBeginLoc(),
         "the task runs, but nobody learns when it ended, or why it failed");
  suggest(M, F, Made);
}

/// `auto t = f();` becomes `auto t = co_await f();`, or `co_await f();` where
/// that gives nothing.
static Edits awaitInitialiser(Model &M, const Function &F, const Task &Made) {
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Made.Held.Where);
  const VarDecl *Holder = Made.Held.Holder;
  const Expr *Init =
      Declaration ? Holder->getInit()->IgnoreUnlessSpelledInSource() : nullptr;
  if (Init != Made.Making || !Declaration->isSingleDecl() ||
      !Holder->getType()->getContainedAutoType() ||
      !canBeAwaitedIn(M, F, Made) ||
      !isEditable(M.context(), Declaration->getSourceRange()))
    return {};
  SourceLocation Begin = Made.Making->getBeginLoc();
  if (!awaitGivesNothing(recordOf(Made.Making->getType())))
    return {FixItHint::CreateInsertion(Begin, "co_await ")};
  if (Holder->getInitStyle() != VarDecl::CInit || !F.uses(Holder).empty())
    return {};
  return {FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Declaration->getBeginLoc(), Begin),
      "co_await ")};
}

/// What was started early is awaited late: `co_await handle;` at the end of its
/// scope.
static Edits awaitAtTheEnd(Model &M, const Function &F, const Task &Made) {
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Made.Held.Where);
  const auto *Scope =
      Declaration ? dyn_cast_or_null<CompoundStmt>(F.parent(Declaration))
                  : nullptr;
  const VarDecl *Holder = Made.Held.Holder;
  if (!Scope || !canBeAwaitedIn(M, F, Made) || endOf(*Scope).isMacroID() ||
      Holder->getInit()->IgnoreUnlessSpelledInSource() != Made.Making ||
      !isEditable(M.context(), Declaration->getSourceRange()))
    return {};
  return {FixItHint::CreateInsertion(
      endOf(*Scope), ("co_await " + Holder->getName() + ";\n").str())};
}

void NeverAwaited::suggest(Model &M, const Function &F, const Task &Made) {
  const VarDecl *Holder = Made.Held.Holder;
  if (Made.From == Origin::Spawn && F.coroutine()) {
    note(Made.Making->getBeginLoc(), "await %0 at the end of its scope")
        << Holder << awaitAtTheEnd(M, F, Made);
    return;
  }
  Edits Fix = awaitInitialiser(M, F, Made);
  if (!Fix.empty())
    note(Made.Making->getBeginLoc(), "write 'co_await' here") << Fix;
  else if (F.coroutine())
    note(Made.Making->getBeginLoc(), "await %0 before the end of its scope")
        << Holder;
  else
    note(Made.Making->getBeginLoc(),
         "return %0, or hand it to what runs the tasks of this library")
        << Holder;
}

void NeverAwaited::reportTested(const Task &Made) {
  SourceLocation Loc = Made.Making->getBeginLoc();
  diag(Loc, "the task itself is tested here, not what it gives; its body "
            "never runs")
      << Made.Making->getSourceRange();
  note(Loc, "await the task and test its value");
}

void NeverAwaited::reportInner(Model &M, const Function &F, const Task &Made) {
  SourceLocation Loc = Made.Making->getBeginLoc();
  Edits Fix;
  if (canBeAwaitedIn(M, F, Made) &&
      isEditable(M.context(), Made.Making->getSourceRange()))
    Fix.push_back(FixItHint::CreateInsertion(Loc, "co_await "));
  diag(Loc, "this await gives another task, which is dropped and never runs")
      << Made.Making->getSourceRange() << Fix;
  note(Loc, "await what it gives as well");
}

void NeverAwaited::reportWrapped(Model &M, const Function &F,
                                 const LambdaExpr *Closure) {
  SourceLocation Loc = Closure->getBeginLoc();
  diag(Loc, "%0 drops the task of this coroutine at each call")
      << M.context().getCanonicalTagType(wrapperWithoutResult(F, Closure))
      << SourceRange(Loc);
  const TaskType *Type =
      M.types().find(Closure->getCallOperator()->getReturnType());
  if (Type->Starts == Start::Lazy)
    note(Loc, "the task is lazy: its body never runs");
  else
    note(Loc, "nobody learns when it ended, or why it failed");
  note(Loc, "let the signature return the task, and await it where it is "
            "called");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(never_awaited, corolint::NeverAwaited, corolint::Info)
