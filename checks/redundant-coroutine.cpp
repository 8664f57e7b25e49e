// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/HandOver.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a coroutine only awaits another one, and has a frame for nothing",
    Severity::Hint,
    R"md(
A coroutine whose whole body is `co_return co_await f(a);` does nothing that `f` does
not do. Still it has a frame of its own: one more allocation, one more suspension
and one more resumption for every call. An ordinary function that returns the task
of `f` is as good to its callers, and needs none of that.

## At run time

A call through two such coroutines allocates three frames on the bundled runtime, and
one through two functions that return the task: with clang and g++, with and without
optimisation, where the callee is not inlined.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<int> fetch(int id, int retries);

aio::task<int> fetch(int id) {
  co_return co_await fetch(id, 3);
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<int> fetch(int id, int retries);

aio::task<int> fetch(int id) {
  return fetch(id, 3);
}
```

## Fix

Suggested (`--fix-notes`): `return f(a);`. The arguments are then evaluated at the
call and no longer at the await; a caller who keeps the task for a while may see
the difference, and what a callee that is no coroutine throws comes out of the call.

## Limits

Only lazy tasks of exactly the same type (an eager coroutine begins at the call in
either way, but its promise may do more at its end), and arguments that live on when the
function has returned: constants, what the caller or the program owns (reference
parameters, members of `this`), and by-value parameters that are handed on by
value. Silent where an argument calls something; where a by-value parameter with a
destructor is not handed on, since the frame may be what keeps it alive; for closures
with captures, which the frame may need; for promises that look at the
parameters of their coroutine; in macros; and where a `co_return;` follows. Traces
and debug mode no longer name the function: one that is a coroutine for its name
deserves a `NOLINT` that says so. A type that is marked
`[[clang::coro_return_type]]` wants its functions marked `[[clang::coro_wrapper]]`,
so there is no fix for it.
)md"};

/// A body that is one await.
struct Forwarding {
  const Stmt *Statement = nullptr;
  const CoawaitExpr *Await = nullptr;
};

class RedundantCoroutine : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(Model &M, const Function &F, const Forwarding &Found,
              const Task &Made);
};

} // namespace

static Forwarding forwardingIn(const model::Function &F) {
  const auto *Body = F.coroutine()
                         ? dyn_cast<CompoundStmt>(F.coroutine()->getBody())
                         : nullptr;
  if (!Body || Body->size() != 1)
    return {};
  Forwarding Found;
  Found.Statement = Body->body_front();
  const Expr *Value = dyn_cast<Expr>(Found.Statement);
  if (const auto *Return = dyn_cast<CoreturnStmt>(Found.Statement))
    Value = Return->getOperand();
  if (Value)
    Found.Await = dyn_cast<CoawaitExpr>(Value->IgnoreUnlessSpelledInSource());
  return Found;
}

/// Does the promise, or what allocates the frame, look at the arguments?
static bool looksAtArguments(const CoroutineBodyStmt *Coroutine) {
  const auto *Promise = dyn_cast_or_null<CXXConstructExpr>(
      Coroutine->getPromiseDecl()->getInit());
  const auto *Frame = dyn_cast_or_null<CallExpr>(
      Coroutine->getAllocate() ? Coroutine->getAllocate()->IgnoreImplicit()
                               : nullptr);
  return (Promise && Promise->getNumArgs()) ||
         (Frame && Frame->getNumArgs() > 1);
}

static bool isSameTask(const model::Function &F, const Task &Made) {
  return Made.From == Origin::Call && Made.isLazy() && Made.Callee &&
         Made.Callee != F.decl() && Made.Type->IsAwaitable &&
         F.decl()->getReturnType()->getCanonicalTypeUnqualified() ==
             Made.Making->getType()->getCanonicalTypeUnqualified();
}

void RedundantCoroutine::visit(Model &M, const Function &F) {
  const Forwarding Found = forwardingIn(F);
  if (!Found.Await || F.isDependent() ||
      (F.lambda() && F.lambda()->capture_size()) ||
      looksAtArguments(F.coroutine()) ||
      !isEditable(M.context(), F.coroutine()->getSourceRange()))
    return;
  for (const Task &Made : M.tasks(F))
    if (Found.Await->getOperand()->IgnoreUnlessSpelledInSource() ==
            Made.Making &&
        isSameTask(F, Made) && needsNothingOf(F, Made) &&
        claims(Found.Await->getBeginLoc()))
      report(M, F, Found, Made);
}

/// `return f(a);` in place of `co_return co_await f(a);`
static Edits returned(const Forwarding &Found, const Task &Made) {
  return {FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Found.Statement->getBeginLoc(),
                                    Made.Making->getBeginLoc()),
      "return ")};
}

void RedundantCoroutine::report(Model &M, const Function &F,
                                const Forwarding &Found, const Task &Made) {
  bool IsLambda = F.lambda();
  bool HasName = Made.Callee->getIdentifier();
  SourceLocation Loc =
      IsLambda ? F.lambda()->getBeginLoc() : F.decl()->getLocation();
  diag(Loc, "%select{coroutine %1|this coroutine}0 only awaits "
            "%select{another one|%3}2: it has a frame for nothing")
      << IsLambda << F.decl()->getDeclName() << HasName
      << Made.Callee->getDeclName() << SourceRange(Loc);
  note(Found.Await->getBeginLoc(),
       "all of its body; the task it returns is of the same type");
  std::string Call = textOf(M.context(), Made.Making);
  if (Made.Type->Record->hasAttr<CoroReturnTypeAttr>())
    note(Found.Await->getBeginLoc(), "return that task, 'return %0;', and mark "
                                     "the function '[[clang::coro_wrapper]]'")
        << Call;
  else
    note(Found.Await->getBeginLoc(), "return that task: 'return %0;'")
        << Call << returned(Found, Made);
}

} // namespace corolint

COROLINT_DEFINE_CHECK(redundant_coroutine, corolint::RedundantCoroutine,
                      corolint::Info)
