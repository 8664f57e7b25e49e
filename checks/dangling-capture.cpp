// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Anchor.h"
#include "Check.h"
#include "model/Lifetime.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a lambda coroutine uses its captures when they are gone",
    Severity::Warning,
    R"md(
The captures of a lambda are members of the closure object, not of the coroutine
frame. A coroutine that a lambda started reads them through the closure each
time. When the closure dies before the task is done, all captures are gone, those
by value and `this` too; `[self = shared_from_this()]` does not help, since `self`
dies with the closure.

Reported when the closure dies first: a temporary one whose task is not awaited
where it is made, a local one whose task is returned, stored or spawned, and one
given to a function that calls it and forgets it. Also when the closure is kept
but a variable that it captures by reference dies first.

## At run time

The body reads a dead closure: AddressSanitizer reports `stack-use-after-scope`
or `stack-use-after-return`; without it, the captured values are garbage.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>

aio::task<void> hello(int times) {
  auto task = [times]() -> aio::task<void> {
    std::printf("hello, %d times\n", times);
    co_return;
  }();
  co_await std::move(task); // the closure is gone
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>

aio::task<void> hello(int times) {
  auto task = [](int times) -> aio::task<void> {
    std::printf("hello, %d times\n", times);
    co_return;
  }(times);
  co_await std::move(task);
}
```

## Fix

The captures of a lambda that is invoked where it is written become parameters,
which live in the frame (`--fix`). Where the callee owns the closure, a capture by
reference that is only read becomes one by value. In C++23, `this auto self` as
the first parameter copies the closure into the frame.

## Limits

Silent without captures, for `this auto self`, for a closure that the callee owns
(`aio::create_task([…]() -> …)`, `asio::co_spawn(executor, […]() -> …)`), for
static closures, and when an eager coroutine uses its captures only before it
first suspends. A closure handed to a function nobody knows is not judged, nor is
a `std::function` that gets another callable while a task of the old one runs. A
capture that a nested lambda takes on is followed only into coroutines that are
given it by name.

Order is judged by the paths of the function, not by their conditions and not by
the clock. Two branches on the same flag count as independent, so a task that is
made under `if (ready)` and awaited under another `if (ready)` may be reported;
`if (task)` on the variable that keeps it is understood. A task that would happen
to end in time is reported if nothing makes it.
)md"};

class DanglingCapture : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void reportClosure(Model &M, const Function &F, const Task &Made,
                     const Dangling &Gone);
  void reportCapture(Model &M, const Function &F, const Task &Made,
                     const Dangling &Gone);
};

} // namespace

void DanglingCapture::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F)) {
    auto AllGone = danglingIn(M, F, Made);
    // A loop's variable has a check of its own, and the same remedy.
    if (llvm::any_of(AllGone, [&](const Dangling &Gone) {
          return Gone.What.As == Lent::Capture &&
                 loopDeclaring(M, F, Made, Gone.What.Variable);
        }))
      continue;
    for (const Dangling &Gone : AllGone) {
      if (diesBeforeScope(M, Made, Gone.What))
        continue;
      if (Gone.What.As == Lent::Closure) {
        reportClosure(M, F, Made, Gone);
        break; // with the closure, all its captures are gone
      }
      if (Gone.What.As == Lent::Capture)
        reportCapture(M, F, Made, Gone);
    }
  }
}

void DanglingCapture::reportClosure(Model &M, const Function &F,
                                    const Task &Made, const Dangling &Gone) {
  SourceLocation Loc = Gone.What.At;
  if (!claims(Loc))
    return;
  if (Gone.What.Variable)
    diag(Loc, "the task outlives the closure %0, which holds its captures")
        << Gone.What.Variable << SourceRange(Loc);
  else
    diag(Loc, "the task outlives this closure, which holds its captures")
        << SourceRange(Loc) << anchorAll(M, F, Made);
  note(Gone.Use->getBeginLoc(),
       "the coroutine reads a capture here, when the closure is gone");
  explainCustody(Made);
  note(Loc, "pass what it needs as parameters, which live in the frame");
}

void DanglingCapture::reportCapture(Model &M, const Function &F,
                                    const Task &Made, const Dangling &Gone) {
  const Borrow &What = Gone.What;
  if (!claims(What.At))
    return;
  diag(What.At, "the task outlives %0, which it captures by reference")
      << What.Variable << SourceRange(What.At)
      << anchor(M, F, Made, What, F.body());
  note(Gone.Use->getBeginLoc(), "the coroutine uses it here, when it is gone");
  explainCustody(Made);
  note(What.At, "capture by value, or await the task while %0 lives")
      << What.Variable;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(dangling_capture, corolint::DanglingCapture,
                      corolint::Info)
