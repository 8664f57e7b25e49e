// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a task is awaited and the failure it may tell of is dropped",
    Severity::Warning,
    R"md(
`co_await save();` looks complete. If what the task gives is an `expected`, an
error code or another type that has to be looked at, the statement throws away
the only sign that saving failed. For a plain call the compiler warns of a
dropped `[[nodiscard]]` value; behind a `co_await` it often does not.

Reported is a dropped value of an await whose type is `[[nodiscard]]`, is
`std::expected` or `std::error_code`, or has the shape of a result: `error()`
beside `has_value()` or `value()`. Also reported is a coroutine that is itself
`[[nodiscard]]` although its task type already is, so that the mark can only mean
the value.

## At run time

Nothing happens, and that is the bug: the error is computed, carried to the
caller and destroyed.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <system_error>

aio::task<std::error_code> save(int value);

aio::task<void> handle(int value) {
  co_await save(value); // did it work?
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <system_error>

aio::task<std::error_code> save(int value);

aio::task<void> handle(int value) {
  if (std::error_code error = co_await save(value))
    throw std::system_error(error);
}
```

## Limits

Say `(void)co_await save(value);` where dropping is meant. Silent for tuples and
other types that merely hold such a value, and for the argument of a macro that
drops it (`CHECK_THROWS(co_await save(value))`). The role `must-use` adds types.
)md"};

class DiscardedResult : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;
};

} // namespace

static bool hasNoDiscard(const CXXRecordDecl *Record) {
  Record = definitionOf(Record);
  return Record && Record->hasAttr<WarnUnusedResultAttr>();
}

/// Like `expected`, whatever it is called.
static bool isResult(const CXXRecordDecl *Record) {
  Record = definitionOf(Record);
  return Record && !membersNamed(Record, "error").empty() &&
         (!membersNamed(Record, "has_value").empty() ||
          !membersNamed(Record, "value").empty());
}

/// Why \p Await's value must not be dropped; empty if it may be.
static llvm::StringRef reasonToLook(Model &M, const CoawaitExpr *Await) {
  const CXXRecordDecl *Given = recordOf(Await->getType());
  if (Given && !isAwaitable(Given)) {
    if (hasNoDiscard(Given))
      return "its type is [[nodiscard]]";
    if (M.words().plays(Given, Role::MustUse) || isResult(Given))
      return "its type tells of failure";
  }
  const auto *Call =
      dyn_cast<CallExpr>(Await->getOperand()->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const TaskType *Type =
      Call && M.makesTask(Call) ? M.types().find(Call->getType()) : nullptr;
  if (Callee && Type && Type->CarriesValue && hasNoDiscard(Type->Record) &&
      Callee->hasAttr<WarnUnusedResultAttr>())
    return "the coroutine is [[nodiscard]], as its task type is anyway";
  return "";
}

/// Its value goes nowhere, and nobody said that it may.
static bool isDropped(Model &M, const model::Function &F, const Expr *Await) {
  CustodyFact OfValue = custodyOf(M, F, Await);
  return OfValue.Kind == Custody::Discarded &&
         !isa<ExplicitCastExpr>(OfValue.Where);
}

void DiscardedResult::visit(Model &M, const Function &F) {
  for (const Expr *Point : F.suspensions()) {
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    if (!Await || Await->getType()->isVoidType() || !isDropped(M, F, Await))
      continue;
    llvm::StringRef Reason = reasonToLook(M, Await);
    SourceLocation Loc = Await->getBeginLoc();
    // `CHECK_THROWS(co_await f())`: the macro drops what it is given.
    bool IsMacros = M.context().getSourceManager().isMacroArgExpansion(Loc);
    if (Reason.empty() || IsMacros || !claims(Loc))
      continue;
    diag(Loc, "the %0 that this await gives is dropped")
        << Await->getType() << Await->getSourceRange();
    note(Loc, Reason);
    note(Loc, "look at it, or say '(void)co_await …' if that is meant");
  }
}

} // namespace corolint

COROLINT_DEFINE_CHECK(discarded_result, corolint::DiscardedResult,
                      corolint::Info)
