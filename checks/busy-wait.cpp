// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "model/Polling.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a loop sleeps and looks, in place of waiting for an event", Severity::Hint,
    R"md(
`while (!ready) co_await sleep(d);` asks until somebody else has changed `ready`.
It learns of that up to `d` too late, and until then it wakes up every `d` for
nothing. A shorter `d` buys the one with the other; with a bare yield the loop never
rests at all. An event, a condition variable for coroutines, or the handle of the
task that makes `ready` true costs neither.

Reported is a loop whose body does nothing but sleep, or let others have their turn,
and whose condition does nothing but read variables, members, and getters whose
bodies do no more.

## At run time

In the bad program beside this page a flag is set after 20 ms. Who looks every
300 ms learns of it more than 100 ms late. Who looks every millisecond is in time, and
wakes the process up more than 20 times within the 300 ms that another flag takes. With
`aio::event` both learn of it at once, and the process wakes up for the timer alone.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>

struct connection {
  bool ready = false; // set by another task

  aio::task<void> wait_until_ready() {
    while (!ready)
      co_await aio::sleep(std::chrono::milliseconds(50));
  }
};
```

## Good

```cpp good
#include <aio/aio.hpp>

struct connection {
  aio::event ready; // set by another task

  aio::task<int> number_when_ready() {
    co_await ready.wait();
    co_return number;
  }
  int number = 0;
};
```

## Limits

Sleeps and yields are known by the roles `sleep` and `yield`. Silent where the
condition asks something outside of the program or of the standard library's
threads (a process, a device, a clock, a `volatile`, a future), where the body
does any work or counts its turns, where two numbers are compared (a count that many
add to), and where the sleep is given what the condition
looks at, since it may end when that changes.
)md"};

class BusyWait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(const Poll &Found);
};

} // namespace

void BusyWait::visit(Model &M, const Function &F) {
  if (!F.coroutine())
    return;
  for (const Poll &Found : pollsOf(M, F))
    if (claims(Found.Loop->getBeginLoc()))
      report(Found);
}

void BusyWait::report(const Poll &Found) {
  SourceLocation Loc = Found.Loop->getBeginLoc();
  diag(Loc, "this loop looks at %0 again and again until somebody changes it")
      << Found.State << Found.Condition->getSourceRange();
  if (Found.IsYield)
    note(Found.Await->getBeginLoc(),
         "it has its next turn right after the others, and keeps the thread "
         "busy");
  else
    note(Found.Await->getBeginLoc(),
         "it wakes up here in vain as long as nothing has changed, and after "
         "that too late");
  note(Found.Condition->getBeginLoc(),
       "await an event that is set where %0 changes")
      << Found.State;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(busy_wait, corolint::BusyWait, corolint::Info)
