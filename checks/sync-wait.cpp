// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a coroutine blocks its thread until a task is done, which may need that "
    "thread",
    Severity::Warning,
    R"md(
A bridge leads from ordinary code into coroutines: it blocks its thread until the
task it is given is done. Within a coroutine that thread is the loop's. The task
waits for the loop, the loop for the coroutine, and the coroutine for the task: on
a loop of one thread that is a deadlock in every run, on a pool in the run in which
all its threads wait like that.

Reported are bridges in a coroutine that are given a task or run the loop of its
own library, directly or through functions of the same file.

## At run time

Nothing goes on. The bundled runtime notices, as asyncio does, and throws
`std::runtime_error`.

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

A bridge that is a function and is given the task alone becomes a `co_await`
(`--fix`), where one may stand.

## Limits

Bridges are known by the role `bridge`. Silent after an await that moves the
coroutine to threads of its own, and in functions that only other files call.
)md"};

class SyncWait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const BlockingChain &Chain);
};

} // namespace

void SyncWait::visit(Model &M, const Function &F) {
  if (!F.coroutine())
    return;
  for (const CallExpr *Call : F.calls()) {
    BlockingChain Chain = M.bridges().chainFrom(F, Call);
    if (!Chain.empty() && !M.blocking().hasLeftLoop(F, Call) &&
        claims(Call->getBeginLoc()))
      report(M, F, Chain);
  }
}

/// `run(f())` becomes `co_await f()`.
static Edits awaited(Model &M, const model::Function &F, const CallExpr *Call) {
  if (isa<CXXMemberCallExpr>(Call) || Call->getNumArgs() != 1 ||
      !isEditable(M.context(), Call->getSourceRange()))
    return {};
  for (const Task &Made : M.tasks(F)) {
    if (Made.Held.Where != Call || !canBeAwaitedIn(M, F, Made))
      continue;
    std::string Text = "co_await " + textOf(M.context(), Made.Making);
    if (!isStatement(F, Call))
      Text = "(" + Text + ")";
    return {FixItHint::CreateReplacement(Call->getSourceRange(), Text)};
  }
  return {};
}

static std::string nameOf(const CallExpr *Call) {
  return Call->getDirectCallee()->getQualifiedNameAsString();
}

void SyncWait::report(Model &M, const Function &F, const BlockingChain &Chain) {
  const CallExpr *Call = Chain.front();
  SourceLocation Loc = Call->getBeginLoc();
  if (Chain.size() == 1)
    diag(Loc, "'%0' blocks the thread of this coroutine until the task is "
              "done, which may need that thread")
        << nameOf(Call) << Call->getSourceRange() << awaited(M, F, Call);
  else
    diag(Loc, "'%0' blocks the thread of this coroutine until a task is done: "
              "it comes to call '%1'")
        << nameOf(Call) << nameOf(Chain.back()) << Call->getSourceRange();
  for (const CallExpr *Step : llvm::ArrayRef(Chain).drop_front())
    note(Step->getBeginLoc(), "'%0' is called here") << nameOf(Step);
  note(Loc, "await the task instead");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(sync_wait, corolint::SyncWait, corolint::Info)
