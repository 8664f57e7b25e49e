// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/LateUse.h"
#include "model/Lifetime.h"
#include "model/Ownership.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a task that nobody waits for uses an object that may be gone",
    Severity::Warning,
    R"md(
A member coroutine, and a lambda that captures `this`, keep the address of their
object, not the object. Started on their own, they go on when the object is
destroyed, and then every member they touch is freed memory.

Reported are tasks that a member function starts and does not wait for, if the
object is known to go: it is a local of a coroutine in this file that ends first,
or the task is started in its destructor, or the class derives from
`std::enable_shared_from_this` (so that its owners decide, and the task is none of
them). A detached member coroutine of such a class is reported as well.

Taking the owner after the first suspension comes too late: `weak_from_this()`
reads the object that may be gone.

## At run time

AddressSanitizer reports `heap-use-after-free` or `stack-use-after-scope` at the
first member that is used; without it, the members are garbage.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

class session : public std::enable_shared_from_this<session> {
public:
  void start() { aio::create_task(run()).detach(); }

private:
  aio::task<void> run() {
    co_await aio::sleep(std::chrono::seconds(1));
    std::printf("session %d\n", id); // the last owner may have gone
  }
  int id = 7;
};
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>
#include <cstdio>
#include <memory>

class session : public std::enable_shared_from_this<session> {
public:
  void start() { aio::create_task(run(shared_from_this())).detach(); }

private:
  aio::task<void> run([[maybe_unused]] std::shared_ptr<session> self) {
    co_await aio::sleep(std::chrono::seconds(1));
    std::printf("session %d\n", id);
  }
  int id = 7;
};
```

## Fix

Suggested (`--fix-notes`): a detached member coroutine takes an owner in its first
statement; a closure that its callee keeps captures one beside `this`.

## Limits

Silent where the frame has an owner: a parameter or a capture by value of
`shared_ptr` (or of any class template over the object's class that has a
destructor), or `shared_from_this()` called before the first suspension. Silent
when the task's handle is kept in a member, and for objects nobody here creates. An
owner that some other object holds until the task is done is not seen; the role
`shares-itself` names further functions like `shared_from_this`. That the task would
happen to end before the object does is not known: only a wait counts.
)md"};

class DanglingThis : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void visitTask(Model &M, const Function &F, const Task &Made,
                 const Dangling &Gone);
  void visitDetached(Model &M, const Function &F);
  void suggest(Model &M, const Function &F, const Task &Made, bool EndsHere,
               bool IsShared);
};

} // namespace

/// The frame itself is an owner, or something it owns is.
static bool keepsObject(Model &M, const Task &Made,
                        const CXXRecordDecl *Class) {
  const model::Function *Body = M.function(Made.Callee);
  return !Body || !Body->decl() || ownsObject(M, *Body, Class);
}

/// `shared_from_this()`; in a template the base that has it may be unknown yet.
static std::string callOfGetter(Model &M, const model::Function &F) {
  bool InTemplate = F.decl() && F.decl()->getTemplateInstantiationPattern();
  return ((InTemplate ? "this->" : "") +
          ownerGetter(M, classOfThis(F))->getName() + "()")
      .str();
}

/// `[this]` becomes `[this, self = shared_from_this()]`.
static Edits captureOwner(Model &M, const model::Function &F,
                          const Task &Made) {
  SourceLocation End = Made.Closure->getIntroducerRange().getEnd();
  bool HasSelf =
      llvm::any_of(Made.Closure->captures(), [](const LambdaCapture &Capture) {
        return Capture.capturesVariable() &&
               Capture.getCapturedVar()->getName() == "self";
      });
  if (HasSelf || !isEditable(M.context(), SourceRange(End)))
    return {};
  return {FixItHint::CreateInsertion(End, ", self = " + callOfGetter(M, F))};
}

void DanglingThis::visit(Model &M, const Function &F) {
  if (!classOfThis(F))
    return;
  for (const Task &Made : M.tasks(F))
    for (const Dangling &Gone : outlivingTheCall(M, F, Made))
      if (!Gone.What.Variable && Gone.What.As == Lent::Object)
        visitTask(M, F, Made, Gone);
  visitDetached(M, F);
}

void DanglingThis::visitTask(Model &M, const Function &F, const Task &Made,
                             const Dangling &Gone) {
  const CXXRecordDecl *Class = classOfThis(F);
  if (keepsObject(M, Made, Class))
    return;
  bool EndsHere = isa_and_nonnull<CXXDestructorDecl>(F.decl());
  bool IsShared = sharesItself(M, Class) && !F.lambda() &&
                  Made.Held.OfHandle != Custody::Returned;
  auto Why = shortLifeOf(M, F, Made, nullptr);
  SourceLocation Loc = Made.Making->getBeginLoc();
  if ((!EndsHere && !IsShared && !Why) || !claims(Loc))
    return;
  diag(Loc, "the task may outlive this %0, whose members it uses")
      << Class << Made.Making->getSourceRange();
  note(Gone.Use->getBeginLoc(), "the coroutine uses the object here");
  explainCustody(Made);
  if (EndsHere)
    note(F.decl()->getLocation(), "the object ends with its destructor");
  else if (Why)
    explainShortLife(*Why);
  else
    note(Class->getLocation(),
         "its owners decide when the object ends, and the "
         "task is none of them");
  suggest(M, F, Made, EndsHere, IsShared);
}

void DanglingThis::suggest(Model &M, const Function &F, const Task &Made,
                           bool EndsHere, bool IsShared) {
  SourceLocation Loc = Made.Making->getBeginLoc();
  if (EndsHere)
    note(Loc, "give the task what it needs by value, or end it before the "
              "object");
  else if (IsShared && Made.From == Origin::Closure)
    note(Loc, "let the closure, which lives as long as the task, be an owner")
        << captureOwner(M, F, Made);
  else if (IsShared)
    note(Loc, "pass '%0' as a parameter by value") << callOfGetter(M, F);
  else
    note(Loc, "keep the handle in a member, and wait for the task before the "
              "object ends");
}

/// `fire_and_forget session::run()`.
void DanglingThis::visitDetached(Model &M, const Function &F) {
  const TaskType *Type =
      F.coroutine() ? M.types().find(F.decl()->getReturnType()) : nullptr;
  const CXXRecordDecl *Class = classOfThis(F);
  if (!F.coroutine() || F.lambda() || (Type && !Type->IsDetached) ||
      !sharesItself(M, Class) || ownsObject(M, F, Class))
    return;
  const Expr *Use = lateUseOfThis(M, F);
  SourceLocation Loc = F.decl()->getLocation();
  if (!Use || !claims(Loc))
    return;
  diag(Loc, "%0 may outlive its object: nobody can wait for it, and it owns "
            "nothing")
      << F.decl();
  note(Use->getBeginLoc(),
       "the object is used here, after the coroutine suspended");
  std::string Owner = "auto self = " + callOfGetter(M, F) + ";";
  Edits Fix;
  SourceLocation Open = F.coroutine()->getBody()->getBeginLoc();
  if (isEditable(M.context(), SourceRange(Open)))
    Fix.push_back(FixItHint::CreateInsertion(Open.getLocWithOffset(1),
                                             "[[maybe_unused]] " + Owner));
  note(Loc, "take an owner before the first suspension: '%0'") << Owner << Fix;
}

} // namespace corolint

COROLINT_DEFINE_CHECK(dangling_this, corolint::DanglingThis, corolint::Info)
