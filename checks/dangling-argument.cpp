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
    "a coroutine is given a reference to what dies before its task is done",
    Severity::Warning,
    R"md(
A coroutine copies its parameters into its frame; of a reference, a view or a
pointer it copies just that. If the task is awaited where it is made, everything
it refers to is still there. If the task is kept, spawned or returned, a
temporary is gone at the end of the statement, and a local at the end of its
scope, while the body still reads it.

Reported at the call, if the body is visible and uses the parameter when its
lender is gone. The object of a member coroutine counts as a parameter.

## At run time

The body reads freed memory: AddressSanitizer reports `stack-use-after-scope`,
`stack-use-after-return` or `heap-use-after-free`; without it, the value is
whatever stands there now.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <cstdio>
#include <string>

aio::task<void> greet(const std::string &name) {
  std::printf("hello %s\n", name.c_str());
  co_return;
}

aio::task<void> hello() {
  auto greeting = greet(std::string("a name that is not short"));
  co_await std::move(greeting); // the string is gone
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <cstdio>
#include <string>

aio::task<void> greet(std::string name) {
  std::printf("hello %s\n", name.c_str());
  co_return;
}

aio::task<void> hello() {
  auto greeting = greet(std::string("a name that is not short"));
  co_await std::move(greeting);
}
```

## Fix

A reference parameter that is only read, of a function that no other file can
see, becomes a value (`--fix`). Otherwise: take the parameter by value, await the
task where it is made, or let the lender live longer.

## Limits

Silent when the body is not visible, when an eager coroutine uses the parameter
only before it first suspends, when the task's handle or the loop that runs it
goes to code that may wait for it, and when the task shares an event or a latch
with the function that the function waits on; outside of coroutines, any method of
what they share whose body is elsewhere counts as such a wait. Of exceptions, only
a `throw` in the function itself is followed.

Order is judged by the paths of the function, not by their conditions and not by
the clock: two branches on the same flag count as independent, and a task that
would happen to end in time is reported if nothing makes it. A variable for one
task that is filled again has let go of the first: a later await of it covers only
the last one.
)md"};

class DanglingArgument : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Task &Made,
              const Dangling &Gone);
};

} // namespace

void DanglingArgument::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F))
    for (const Dangling &Gone : danglingIn(M, F, Made))
      if ((Gone.What.As == Lent::Argument || Gone.What.As == Lent::Object) &&
          !loopDeclaring(M, F, Made, Gone.What.Variable) &&
          !diesBeforeScope(M, Made, Gone.What) && claims(Gone.What.At))
        report(M, F, Made, Gone);
}

void DanglingArgument::report(Model &M, const Function &F, const Task &Made,
                              const Dangling &Gone) {
  const Borrow &What = Gone.What;
  Edits Fix;
  if (What.Parameter)
    Fix = anchor(M, F, Made, What, F.body());
  if (What.Variable)
    diag(What.At, "the task outlives %0, which coroutine %1 takes by reference")
        << What.Variable << Made.Callee->getDeclName() << SourceRange(What.At)
        << Fix;
  else if (What.Parameter && !takesNoCopy(What.Parameter))
    diag(What.At, "the task outlives the closure: %0 has a copy of it only "
                  "until it returns")
        << Made.Callee->getDeclName() << SourceRange(What.At);
  else
    diag(What.At,
         "the task outlives this temporary, which coroutine %0 takes by "
         "reference")
        << Made.Callee->getDeclName() << SourceRange(What.At) << Fix;
  note(Gone.Use->getBeginLoc(), "the coroutine uses it here, when it is gone");
  explainCustody(Made);
  if (What.Parameter)
    note(What.Parameter->getLocation(),
         "take %0 by value, or await the task where it is made")
        << What.Parameter;
  else
    note(What.At, "await the task where it is made, or let the object live "
                  "longer");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(dangling_argument, corolint::DanglingArgument,
                      corolint::Info)
