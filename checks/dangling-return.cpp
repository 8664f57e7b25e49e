// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "model/Lender.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a coroutine returns a reference or view of what its own frame holds",
    Severity::Error,
    R"md(
What a coroutine declares lives in its frame, its parameters by value too. When
it returns, they are destroyed, before the caller sees the result. A
`co_return` of a pointer, a view, a `std::reference_wrapper` or a lambda that
captures by reference, and that refers to one of them, hands out what is gone; so
does a task of a reference (`task<T &>`).

Compilers warn of this for `return`, not for `co_return`.

## At run time

The caller reads freed memory: AddressSanitizer reports `heap-use-after-free`,
since the frame is on the heap; without it, the text is garbage.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <string>
#include <string_view>

aio::task<std::string_view> first_word(std::string text) {
  std::string word = text.substr(0, text.find(' '));
  co_return word; // a view of a local
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <string>

aio::task<std::string> first_word(std::string text) {
  std::string word = text.substr(0, text.find(' '));
  co_return word;
}
```

## Limits

Seen are a local and its members, `&x`, `x.c_str()`, `x.data()`, local arrays,
views made in the `co_return`, temporaries, and lambdas that capture by reference.
What went through another variable, an iterator or a function is not followed.
)md"};

class DanglingReturn : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void report(const CoreturnStmt *Return, const Lender &Gone,
              SourceLocation At);
};

} // namespace

/// A local that a returned lambda captures by reference.
static const LambdaCapture *referenceIn(Model &M, const Expr *Returned) {
  const LambdaExpr *Closure = closureOf(M, Returned);
  if (!Closure)
    return nullptr;
  for (const LambdaCapture &Capture : Closure->captures())
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef) {
      const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
      if (Variable && Variable->hasLocalStorage() &&
          !Variable->isInitCapture() && !Variable->getType()->isReferenceType())
        return &Capture;
    }
  return nullptr;
}

/// In this frame, and not in that of the function around a lambda.
static bool isOwn(const model::Function &F, const ValueDecl *Variable) {
  return !Variable || Variable->getDeclContext() == F.decl();
}

void DanglingReturn::visit(Model &M, const Function &F) {
  const TaskType *Type =
      F.coroutine() ? M.types().find(F.decl()->getReturnType()) : nullptr;
  if (!Type || !Type->CarriesValue || Type->Value.isNull() ||
      Type->Value->isDependentType())
    return;
  for (const CoreturnStmt *Return : F.returns()) {
    const Expr *Value = Return->getOperand();
    if (!Value)
      continue;
    if (const LambdaCapture *Capture = referenceIn(M, Value))
      report(Return, {Capture->getCapturedVar()}, Capture->getLocation());
    else if (auto Gone = lenderOf(Type->Value, Value);
             Gone && !Gone->IsCallers && isOwn(F, Gone->Variable))
      report(Return, *Gone, Value->getExprLoc());
  }
}

void DanglingReturn::report(const CoreturnStmt *Return, const Lender &Gone,
                            SourceLocation At) {
  if (!claims(At))
    return;
  if (Gone.Variable) {
    diag(At, "%0 is destroyed with the frame, before the caller sees what is "
             "returned")
        << Gone.Variable << SourceRange(At);
    note(Gone.Variable->getLocation(), "it lives in the coroutine's frame");
  } else {
    diag(At, "this temporary is destroyed before the caller sees what is "
             "returned")
        << SourceRange(At);
  }
  note(Return->getBeginLoc(), "return a value instead");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(dangling_return, corolint::DanglingReturn, corolint::Info)
