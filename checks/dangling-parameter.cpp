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
    "a function lends what its caller gave it to a task that outlives the call",
    Severity::Warning,
    R"md(
A reference, view or pointer parameter is good for as long as the call: the caller
keeps what it refers to until the function, or the coroutine it awaits, is done.
A task that the function starts and does not wait for knows nothing of that. It
goes on, and reads through the parameter what the caller has long destroyed.

Reported where the parameter is lent on, if some call in the same file gives it
what dies after the call; a note shows which. With the option
`coro-dangling-parameter.Strict` every reference, view or pointer parameter
is reported that a detached coroutine uses after it suspended, whoever calls it.

## At run time

The body reads freed memory: AddressSanitizer reports `stack-use-after-scope`,
`stack-use-after-return` or `heap-use-after-free`; without it, the value is
whatever stands there now.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>
#include <string>

static aio::task<void> write(const std::string &line) {
  co_await aio::sleep(std::chrono::milliseconds(1));
  std::puts(line.c_str());
}

static aio::task<void> log(const std::string &line) {
  aio::create_task(write(line)).detach(); // runs on after log() is done
  co_return;
}

aio::task<void> work() {
  std::string line = "done";
  co_await log(line);
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>
#include <string>

static aio::task<void> write(std::string line) {
  co_await aio::sleep(std::chrono::milliseconds(1));
  std::puts(line.c_str());
}

static aio::task<void> log(const std::string &line) {
  aio::create_task(write(line)).detach();
  co_return;
}

aio::task<void> work() {
  std::string line = "done";
  co_await log(line);
}
```

## Fix

A reference parameter that is only read, of a coroutine that no other file can
see, becomes a value (`--fix`); so does a capture of a closure that its callee
owns. Otherwise: copy where the task starts, or wait for the task.

## Limits

Callers in other files are not seen, and calls through `std::function` or a
virtual function are not followed; up to three calls are. Silent when the caller
waits on anything that it passes along (an event, a latch, a scope), when the call
stands in what runs the loop (`run(f(x))`), and, outside of coroutines, when the
caller calls anything at all before its variable dies.
)md"};

class DanglingParameter : public Check {
public:
  DanglingParameter(llvm::StringRef Name,
                    clang::tidy::ClangTidyContext *Context)
      : Check(Name, Context), Strict(Options.get("Strict", false)) {}
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override {
    Check::storeOptions(Map);
    Options.store(Map, "Strict", Strict);
  }
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Task &Made,
              const Dangling &Gone, const ShortLife &Why);
  void reportDeclared(Model &M, const Function &F);

  const bool Strict;
};

} // namespace

void DanglingParameter::visit(Model &M, const Function &F) {
  for (const Task &Made : M.tasks(F))
    for (const Dangling &Gone : outlivingTheCall(M, F, Made))
      if (Gone.What.Variable)
        if (auto Why = shortLifeOf(M, F, Made, Gone.What.Variable))
          if (claims(Gone.What.At))
            report(M, F, Made, Gone, *Why);
  if (Strict)
    reportDeclared(M, F);
}

void DanglingParameter::report(Model &M, const Function &F, const Task &Made,
                               const Dangling &Gone, const ShortLife &Why) {
  const Borrow &What = Gone.What;
  diag(What.At, "the task outlives what the caller lends as %0")
      << What.Variable << SourceRange(What.At)
      << anchor(M, F, Made, What, F.body());
  note(Gone.Use->getBeginLoc(), "the coroutine uses it here, when it is gone");
  explainCustody(Made);
  explainShortLife(Why);
  note(What.At, "copy it for the task, or wait for the task before %0 returns")
      << F.decl();
}

/// Nobody can wait for a detached coroutine, so no caller can be sure.
void DanglingParameter::reportDeclared(Model &M, const Function &F) {
  const TaskType *Type =
      F.coroutine() ? M.types().find(F.decl()->getReturnType()) : nullptr;
  if (!F.coroutine() || (Type && !Type->IsDetached))
    return;
  for (const ParmVarDecl *Parameter : F.decl()->parameters()) {
    if (!takesNoCopy(Parameter))
      continue;
    const Expr *Use = lateUseOf(M, F, Parameter);
    if (!Use || !claims(Parameter->getLocation()))
      continue;
    diag(Parameter->getLocation(),
         "nobody can keep alive what %0 refers to until this coroutine is done")
        << Parameter << SourceRange(Parameter->getLocation());
    note(Use->getBeginLoc(), "it is used here, after the coroutine suspended");
    note(Parameter->getLocation(), "take %0 by value") << Parameter;
  }
}

} // namespace corolint

COROLINT_DEFINE_CHECK(dangling_parameter, corolint::DanglingParameter,
                      corolint::Info)
