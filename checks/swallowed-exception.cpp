// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/Cancellation.h"
#include "model/Throws.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "an exception or a cancellation disappears without a trace",
    Severity::Warning,
    R"md(
What a coroutine's body throws goes to its promise, and what an await throws goes
to the handler around it. Both can make it disappear.

Reported are

- a promise whose `unhandled_exception()` is empty, if a coroutine of the same file
  with that promise visibly throws: it ends there as if it had run to its end;
- a spawn that is told to drop the errors of its task, such as Asio's
  `co_spawn(executor, session(), detached)`, if `session` visibly throws;
- a `catch` around an await that takes a cancellation for an ordinary error, in a
  loop: the exception by which a library tells its tasks to end (the role
  `cancellation`) is dropped, and every path from the handler leads back to an
  await under it.

## At run time

Whoever waits for the coroutine gets a value that was never written, or nothing,
and goes on. The task that was told to end does not, and whoever waits for its end
waits for ever.

## Bad

```cpp bad
#include <aio/aio.hpp>

aio::task<void> poll();

aio::task<void> watch() {
  for (;;) {
    try {
      co_await poll();
    } catch (...) { // a cancellation as well
    }
  }
}
```

```cpp bad
#include <coroutine>
#include <stdexcept>

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

job store(int id) {
  if (id < 0)
    throw std::out_of_range("no such id"); // nobody learns of it
  co_return;
}
```

## Good

```cpp good
#include <aio/aio.hpp>

aio::task<void> poll();

aio::task<void> watch() {
  for (;;) {
    try {
      co_await poll();
    } catch (const aio::cancelled_error &) {
      throw;
    } catch (...) {
    }
  }
}
```

```cpp good
#include <coroutine>
#include <exception>
#include <stdexcept>

struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

job store(int id) {
  if (id < 0)
    throw std::out_of_range("no such id");
  co_return;
}
```

## Fix

Suggested (`--fix-notes`): a handler before the other one that lets the cancellation
pass.

## Limits

An empty `unhandled_exception()` is reported only with its proof: a `throw`, or a
call or an await of what visibly throws, outside of any `try`. Task types that are
made to be dropped (the role `discardable`) may lose errors. Silent for a handler
that throws, asks for the current exception or calls what might; for loops that end
by a condition, a `break` or a `return` before the next await; and where the next
await stands outside of the `try`, since many libraries throw there once more. Asio's
cancellation is an ordinary `system_error` and is not judged. Of what Asio's
`detached` drops, what its own operations throw is not judged either: that is how
sessions end on purpose.
)md"};

class SwallowedException : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void visitPromise(Model &M, const Function &Unhandled);
  void visitSpawn(Model &M, const Task &Made);
  void reportPromise(const Function &Unhandled, const Function &Coroutine,
                     const ThrowChain &Way);
  /// Where \p Coroutine throws, and what becomes of it \p Then.
  void noteWay(const Function &Coroutine, const ThrowChain &Way,
               llvm::StringRef Then);
  void reportHandler(Model &M, const Swallowing &Found);
};

} // namespace

/// The promise's function that is told of exceptions, and does nothing.
static bool isEmptyHandler(const model::Function &F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F.decl());
  const auto *Body = dyn_cast<CompoundStmt>(F.body());
  return Method && Method->getIdentifier() &&
         Method->getName() == "unhandled_exception" &&
         Method->getNumParams() == 0 && Body && Body->body_empty();
}

/// Is \p Method the one that a promise of type \p Promise calls? Instantiations
/// are told by where they are written.
static bool isOf(const CXXRecordDecl *Promise, const FunctionDecl *Method) {
  auto Members = membersNamed(Promise, "unhandled_exception");
  return Members.size() == 1 &&
         Members.front()->getLocation() == Method->getLocation();
}

void SwallowedException::visit(Model &M, const Function &F) {
  if (!M.context().getLangOpts().CXXExceptions)
    return;
  if (isEmptyHandler(F))
    visitPromise(M, F);
  for (const Task &Made : M.tasks(F))
    if (Made.Held.Spawn)
      visitSpawn(M, Made);
  if (!F.coroutine())
    return;
  for (const Swallowing &Found : swallowedCancellations(M, F))
    if (claims(Found.Handler->getBeginLoc()))
      reportHandler(M, Found);
}

void SwallowedException::visitPromise(Model &M, const Function &Unhandled) {
  for (const Function &F : M.functions()) {
    if (!F.coroutine())
      continue;
    const CXXRecordDecl *Promise = recordOf(
        F.coroutine()->getPromiseDecl()->getType().getNonReferenceType());
    if (!Promise || !isOf(Promise, Unhandled.decl()) ||
        M.words().plays(recordOf(F.decl()->getReturnType()), Role::Discardable))
      continue;
    ThrowChain Way = thrownOutOf(M, F);
    if (Way.empty())
      continue;
    if (claims(Unhandled.decl()->getLocation()))
      reportPromise(Unhandled, F, Way);
    return;
  }
}

void SwallowedException::noteWay(const Function &Coroutine,
                                 const ThrowChain &Way, llvm::StringRef Then) {
  llvm::StringRef Text = Coroutine.lambda()
                             ? "a coroutine lambda %select{may throw|throws}0 "
                               "here, %1"
                             : "%2 %select{may throw|throws}0 here, %1";
  note(Way.front()->getBeginLoc(), Text)
      << isa<CXXThrowExpr>(Way.front()) << Then << Coroutine.decl();
  if (Way.size() > 1)
    note(Way.back()->getBeginLoc(), "it is thrown here");
}

void SwallowedException::reportPromise(const Function &Unhandled,
                                       const Function &Coroutine,
                                       const ThrowChain &Way) {
  diag(Unhandled.decl()->getLocation(),
       "what coroutines of this promise throw disappears: "
       "'unhandled_exception' does nothing with it");
  noteWay(Coroutine, Way, "and then ends as if it had come to its end");
  note(Unhandled.decl()->getLocation(),
       "keep 'std::current_exception()' for whoever waits, or call "
       "'std::terminate()'");
}

/// The class of what tells \p Spawn to drop the error: `detached`.
static const CXXRecordDecl *errorDropperOf(Model &M, const CallExpr *Spawn) {
  for (const Expr *Argument : Spawn->arguments())
    if (const CXXRecordDecl *Token = recordOf(Argument->getType());
        M.words().plays(Token, Role::DropsErrors))
      return Token;
  return nullptr;
}

void SwallowedException::visitSpawn(Model &M, const Task &Made) {
  const CallExpr *Spawn = Made.Held.Spawn;
  const CXXRecordDecl *Token = errorDropperOf(M, Spawn);
  const model::Function *Coroutine =
      Token && Made.Callee ? M.function(M.definition(Made.Callee)) : nullptr;
  if (!Coroutine || !Coroutine->coroutine())
    return;
  // What the library throws is how its own operations end.
  ThrowChain Way = thrownOutOf(M, *Coroutine, Token);
  if (Way.empty() || !claims(Spawn->getBeginLoc()))
    return;
  diag(Spawn->getBeginLoc(),
       "what %select{%1|this lambda}0 throws disappears: %2 drops it")
      << (Coroutine->lambda() != nullptr) << Made.Callee << Token;
  noteWay(*Coroutine, Way, "and nobody learns of it");
  note(
      Spawn->getBeginLoc(),
      "give it a handler that looks at the 'std::exception_ptr', or catch what "
      "the coroutine throws in it");
}

void SwallowedException::reportHandler(Model &M, const Swallowing &Found) {
  const CXXCatchStmt *Handler = Found.Handler;
  SourceLocation Loc = Handler->getBeginLoc();
  std::string Name;
  llvm::raw_string_ostream Out(Name);
  Found.Cancellation->printQualifiedName(Out);
  diag(Loc, "the cancellation of the task is caught as well, and the loop goes "
            "on");
  note(Found.Await->getBeginLoc(),
       "'%0' is thrown here when the task is to end")
      << Name;
  auto Note = note(Loc, "let it pass: 'catch (const %0 &) { throw; }'") << Name;
  if (isEditable(M.context(), Handler->getSourceRange()))
    Note << FixItHint::CreateInsertion(Loc, "catch (const " + Name +
                                                " &) {\nthrow;\n} ");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(swallowed_exception, corolint::SwallowedException,
                      corolint::Info)
