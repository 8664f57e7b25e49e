// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/Awaiters.h"
#include "model/Owners.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a home-made promise, owner or awaiter breaks the rules of its machinery",
    Severity::Warning,
    R"md(
Who writes a task type of their own keeps a contract with the compiler that no
compiler checks: each frame is destroyed once, nobody touches it afterwards, and
nobody resumes one coroutine on top of another without end.

Reported are

- an owner that can be doubled: its destructor destroys a coroutine, and a copy, or
  a move that is `= default`, leaves the handle in both objects;
- a coroutine that destroys itself at its end, because `final_suspend()` never
  suspends, under an object that keeps its handle and destroys it once more, or asks
  it whether it is `done()`;
- a final awaiter that resumes the waiting coroutine with `resume()` in place of
  returning its handle, if a loop of the same file awaits such a task that is done
  at once: each turn runs on top of the last one;
- a member of an awaiter that `await_suspend` uses when another thread has the
  handle: the coroutine may run on there, and the awaiter is part of its frame.

What compilers say themselves, such as a `final_suspend()` that may throw, is left
to them.

## At run time

A double free, a use after free, or a stack that overflows.

## Bad

```cpp bad
#include <coroutine>
#include <exception>

class job {
public:
  struct promise_type {
    job get_return_object() {
      return job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  explicit job(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  job(job &&) = default; // copies the handle: both destroy the frame
  ~job() {
    if (frame)
      frame.destroy();
  }

private:
  std::coroutine_handle<promise_type> frame;
};
```

```cpp bad
#include <coroutine>
#include <exception>

struct steps {
  struct promise_type {
    steps get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; } // frees the frame
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  bool step() {
    frame.resume();
    return !frame.done(); // of what is gone
  }
  std::coroutine_handle<promise_type> frame;
};

steps two() {
  co_await std::suspend_always();
}
```

## Good

```cpp good
#include <coroutine>
#include <exception>
#include <utility>

class job {
public:
  struct promise_type {
    job get_return_object() {
      return job(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  explicit job(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  job(job &&other) noexcept : frame(std::exchange(other.frame, nullptr)) {}
  ~job() {
    if (frame)
      frame.destroy();
  }

private:
  std::coroutine_handle<promise_type> frame;
};
```

## Fix

Suggested (`--fix-notes`): `std::suspend_always` at the end of a coroutine whose
owner destroys it.

## Limits

Owners are classes with a `std::coroutine_handle` that their destructor destroys,
itself or through one function. One that is no task, and whose copies nobody has
written, is reported only if the file copies it. One that asks anything but the handle first, a count
or a flag, is not judged. A coroutine that destroys itself counts only if one in the
same file comes to its end, and its holder never resets the handle. A final awaiter
that calls anything but the handle, such as an exchange of flags or a scheduler, is
not judged, nor are tasks that start eagerly. Threads are `std::thread`,
`std::jthread` and `std::async`; an executor may be this very thread.
)md"};

class PromiseContract : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void visitOwner(Model &M, const Owner &Found);
  void visitQuestion(Model &M, const Function &F);
  void reportEnd(Model &M, const CXXRecordDecl *Holder,
                 const Function &Coroutine, const CallExpr *Late, bool IsAsked);
};

} // namespace

void PromiseContract::visit(Model &M, const Function &F) {
  if (auto Found = ownerOf(M, F))
    visitOwner(M, *Found);
  visitQuestion(M, F);
  if (auto Found = growthBy(M, F);
      Found && claims(Found->Resume->getExprLoc())) {
    diag(Found->Resume->getExprLoc(),
         "the coroutine that waits is resumed on top of the one that ends");
    note(Found->Await->getBeginLoc(),
         "this loop awaits a task that is done at once; each turn leaves its "
         "frames on the stack");
    note(F.decl()->getLocation(), "return its handle from 'await_suspend'");
  }
  if (auto Found = memberUsedLate(M, F);
      Found && claims(Found->Use->getExprLoc())) {
    diag(Found->Use->getExprLoc(),
         "the awaiter may be gone here: its coroutine runs on in another "
         "thread");
    note(Found->Sink->getBeginLoc(), "the thread gets the handle here");
    note(Found->Await->getBeginLoc(),
         "the awaiter is a temporary of the coroutine");
    note(Found->Use->getExprLoc(), "take what you need into locals before");
  }
}

/// The member that keeps the handle, written anew so that a move empties it.
static std::string exchanged(const FieldDecl *Handle) {
  return (Handle->getName() + "(std::exchange(other." + Handle->getName() +
          ", nullptr))")
      .str();
}

/// The class as it is written: an explicit instantiation stands elsewhere.
static const CXXRecordDecl *writtenAs(const CXXRecordDecl *Record) {
  const CXXRecordDecl *Pattern = Record->getTemplateInstantiationPattern();
  return Pattern ? Pattern : Record;
}

void PromiseContract::visitOwner(Model &M, const Owner &Found) {
  if (const Function *Coroutine = endsUnder(M, Found.Record, Found.Handle))
    reportEnd(M, Found.Record, *Coroutine, Found.Destroy, false);
  const CXXRecordDecl *Record = writtenAs(Found.Record);
  auto Doubled = doublingOf(M, Found);
  SourceLocation Loc = Doubled && Doubled->By ? Doubled->By->getLocation()
                                              : Record->getLocation();
  if (!Doubled || !claims(Loc))
    return;
  if (Doubled->By)
    diag(Loc,
         "a default %select{copy|move}0 leaves %1 in both objects, and both "
         "destroy the coroutine")
        << Doubled->IsMove << Found.Handle;
  else
    diag(Loc, "%0 can be %select{copied|assigned}1, and both objects then "
              "destroy the coroutine in %2")
        << Record << Doubled->IsAssignment << Found.Handle;
  note(Found.Destroy->getExprLoc(), "it is destroyed here");
  note(Loc, "delete the copies, and empty the other object in a move: "
            "'%0'")
      << exchanged(Found.Handle);
}

/// The method that asks first: one finding for each class.
static bool isFirstToAsk(Model &M, const CXXMethodDecl *Asking) {
  for (const CXXMethodDecl *Method : Asking->getParent()->methods()) {
    const FieldDecl *Handle = nullptr;
    const model::Function *F = M.function(Method);
    if (F && asksIfDone(*F, Handle))
      return F->decl() == Asking;
  }
  return false;
}

void PromiseContract::visitQuestion(Model &M, const Function &F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F.decl());
  const FieldDecl *Handle = nullptr;
  const CallExpr *Asked = Method ? asksIfDone(F, Handle) : nullptr;
  if (!Asked || dropOf(Method->getParent()) == Drop::Destroys ||
      !isFirstToAsk(M, Method))
    return;
  if (const Function *Coroutine = endsUnder(M, Method->getParent(), Handle))
    reportEnd(M, Method->getParent(), *Coroutine, Asked, true);
}

/// `std::suspend_always` wherever \p Final says `suspend_never`.
static Edits suspendAlways(ASTContext &Ctx, const FunctionDecl *Final) {
  constexpr llvm::StringRef Never = "suspend_never";
  if (!isEditable(Ctx, Final->getSourceRange()))
    return {};
  llvm::StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Final->getSourceRange()),
      Ctx.getSourceManager(), Ctx.getLangOpts());
  Edits Fix;
  for (size_t At = Text.find(Never); At != llvm::StringRef::npos;
       At = Text.find(Never, At + Never.size())) {
    SourceLocation Loc = Final->getBeginLoc().getLocWithOffset(At);
    Fix.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Loc, Loc.getLocWithOffset(Never.size())),
        "suspend_always"));
  }
  return Fix;
}

void PromiseContract::reportEnd(Model &M, const CXXRecordDecl *Holder,
                                const Function &Coroutine, const CallExpr *Late,
                                bool IsAsked) {
  const TaskType *Type =
      M.types().find(M.context().getCanonicalTagType(Holder));
  const auto *Final = dyn_cast<FunctionDecl>(
      membersNamed(Type->Promise, "final_suspend").front());
  if (!Final || !claims(Final->getLocation()))
    return;
  diag(Final->getLocation(),
       "the coroutine destroys itself at its end, and %0 "
       "%select{destroys it once more|asks it afterwards whether it is done}1")
      << writtenAs(Holder) << IsAsked;
  note(Late->getExprLoc(), "here, with a handle of what is gone");
  if (Coroutine.lambda())
    note(Coroutine.lambda()->getBeginLoc(), "this one can come to its end");
  else
    note(Coroutine.decl()->getLocation(), "%0 can come to its end")
        << Coroutine.decl();
  note(Final->getLocation(), "suspend at the end, and leave the frame to %0")
      << writtenAs(Holder)
      << (IsAsked ? Edits() : suspendAlways(M.context(), Final));
}

} // namespace corolint

COROLINT_DEFINE_CHECK(promise_contract, corolint::PromiseContract,
                      corolint::Info)
