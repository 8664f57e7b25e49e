// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "model/Lifetime.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a task on a scope borrows a local that dies before the scope is joined",
    Severity::Warning,
    R"md(
A scope, a task group or a nursery holds the tasks that are spawned on it until it
is joined. Locals are destroyed in the reverse order of their declaration: what is
declared after the scope dies before it. If a path leaves the block without the
join, by an early return or a `throw`, the tasks still run while that local is
gone; a scope whose destructor waits then waits for tasks that use it.

Reported is a local that is declared after the scope and borrowed by a task on it,
by reference, capture, view or pointer, if its life can end without a join.

## At run time

The task reads a destroyed local: AddressSanitizer reports `stack-use-after-scope`
or `heap-use-after-free`.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>
#include <string>

aio::task<void> show(const std::string &text) {
  co_await aio::sleep(std::chrono::milliseconds(1));
  std::puts(text.c_str());
}

aio::task<void> work(bool hurry) {
  aio::task_group group;
  std::string text = "dies before the group";
  group.create_task(show(text));
  if (hurry)
    co_return; // no join on this path
  co_await group.join();
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>
#include <string>

aio::task<void> show(const std::string &text) {
  co_await aio::sleep(std::chrono::milliseconds(1));
  std::puts(text.c_str());
}

aio::task<void> work() {
  std::string text = "lives until the group is joined";
  aio::task_group group;
  group.create_task(show(text));
  co_await group.join();
}
```

## Limits

Scopes are known by the role `scope`, and by a destructor that visibly waits. A
scope that is a member, or that goes to a function which may join it, is not
judged. Of exceptions, only a `throw` in the function itself is followed.
)md"};

class ScopeOutlivedResource : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(const VarDecl *Scope, const Dangling &Gone);
};

} // namespace

void ScopeOutlivedResource::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F))
    for (const Dangling &Gone : danglingIn(M, F, Made))
      // A loop's variable has a check of its own.
      if (diesBeforeScope(M, Made, Gone.What) &&
          !loopDeclaring(M, F, Made, Gone.What.Variable) &&
          claims(Gone.What.At))
        report(scopeOf(M, Made), Gone);
}

void ScopeOutlivedResource::report(const VarDecl *Scope, const Dangling &Gone) {
  const ValueDecl *Resource = Gone.What.Variable;
  diag(Gone.What.At, "the task on %0 outlives %1, which is declared after it")
      << Scope << Resource << SourceRange(Gone.What.At);
  note(Gone.Use->getBeginLoc(), "the coroutine uses it here, when it is gone");
  note(Resource->getLocation(), "it can die before %0 is joined; declare it "
                                "before %0, or join on every path")
      << Scope;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(scope_outlived_resource, corolint::ScopeOutlivedResource,
                      corolint::Info)
