// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "Edit.h"
#include "model/Exclusion.h"
#include "model/Ownership.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "an iterator or a reference into a shared container is used after a "
    "suspension, when the container may have changed",
    Severity::Warning,
    R"md(
While a coroutine is suspended, others run. An iterator, a reference, a pointer or
a view that it has of a member or a global container is as good afterwards as the
container is unchanged: a `push_back` moves the elements of a vector, an `erase`
ends those of a map. A range-`for` keeps two iterators all the time, so one with a
`co_await` in its body is the same thing.

Reported is what is obtained from a container that others can reach, used after a
suspension on some path, if another function of the same translation unit changes
that container in a way that ends it. The notes show all three: where it was
obtained, where the coroutine suspends, and who makes the change. So is a reference
or a pointer into what only a temporary owned, as in `auto &peer = *weak.lock();`.

## At run time

A use after free, or a loop that runs past the end. AddressSanitizer and libstdc++'s
debug mode (`-D_GLIBCXX_DEBUG`) see it in the run in which the change comes at the
wrong moment, and only there.

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <string>
#include <vector>

aio::task<void> send(const std::string &line);

class log {
public:
  void add(std::string line) { lines.push_back(std::move(line)); }

  aio::task<void> flush() {
    for (const std::string &line : lines)
      co_await send(line); // somebody adds a line: all of them move
  }

private:
  std::vector<std::string> lines;
};
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <string>
#include <utility>
#include <vector>

aio::task<void> send(const std::string &line);

class log {
public:
  void add(std::string line) { lines.push_back(std::move(line)); }

  aio::task<void> flush() {
    const std::vector<std::string> mine = std::exchange(lines, {});
    for (const std::string &line : mine)
      co_await send(line);
  }

private:
  std::vector<std::string> lines;
};
```

## Fix

Suggested (`--fix-notes`), for a range-`for` that only reads: it goes over a copy.

## Options

`coro.MovesElements`, `coro.MovesIterators` and `coro.KeepsElements` name further
containers, by what growing does to what one has of them.

## Limits

Which elements are changed is not asked: an `erase` of another key than the one that
is in use counts. Changes that the same function makes, and those of constructors
and destructors, do not count. Silent for containers that only this function has;
and while a lock may be held: a thread's, or what was awaited and has a destructor
of its own. A container that is a parameter counts as shared only if this file shows
who else has it at the same time.
)md"};

class IteratorAcrossAwait : public Check {
public:
  using Check::Check;
  void visit(Model &M, const Function &F) override;

private:
  void visitVariable(Model &M, const Function &F, const VarDecl *Variable);
  void visitLoop(Model &M, const Function &F, const CXXForRangeStmt *Loop);
  void visitBorrower(Model &M, const Function &F, const VarDecl *Variable);
  void explain(const WayIn &Way, const Flow::Crossing &Crossing,
               const Change &Breaker);
};

} // namespace

/// The loops over a range that suspend in their turns.
static llvm::SmallVector<const CXXForRangeStmt *, 2>
suspendedLoops(const model::Function &F) {
  llvm::SmallVector<const CXXForRangeStmt *, 2> Loops;
  for (const Expr *Point : F.suspensions())
    for (const Stmt *Loop = F.loopAround(Point); Loop;
         Loop = F.loopAround(Loop))
      if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop);
          Range && F.isWithin(Point, Range->getBody()) &&
          !llvm::is_contained(Loops, Range))
        Loops.push_back(Range);
  return Loops;
}

void IteratorAcrossAwait::visit(Model &M, const Function &F) {
  if (!F.coroutine() || F.suspensions().empty())
    return;
  for (const VarDecl *Local : F.locals())
    if (Local->hasLocalStorage()) {
      visitVariable(M, F, Local);
      visitBorrower(M, F, Local);
    }
  for (const CXXForRangeStmt *Loop : suspendedLoops(F))
    visitLoop(M, F, Loop);
}

static bool isAssigned(const model::Function &F, const DeclRefExpr *Use) {
  const Stmt *Around = F.parent(Use);
  if (const auto *Operator = dyn_cast_or_null<BinaryOperator>(Around))
    return Operator->getOpcode() == BO_Assign && Operator->getLHS() == Use;
  const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Around);
  return Operator && Operator->getOperator() == OO_Equal &&
         Operator->getArg(0) == Use;
}

namespace {
struct Uses {
  llvm::SmallVector<const Stmt *, 8> Using;
  llvm::SmallVector<const Stmt *, 2> Renewing;
};
} // namespace

static void addUses(const model::Function &F, const ValueDecl *Named,
                    Uses &Found) {
  for (const DeclRefExpr *Use : F.uses(Named))
    if (isAssigned(F, Use))
      Found.Renewing.push_back(F.parent(Use));
    else
      Found.Using.push_back(Use);
}

/// Those of an iterator among its bindings: the bool of `auto [it, isNew]`
/// stays true.
static Uses usesOf(const model::Function &F, const VarDecl *Variable) {
  Uses Found;
  addUses(F, Variable, Found);
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Decomposed->bindings())
      if (Variable->getType()->isReferenceType() ||
          recordOf(Binding->getType()))
        addUses(F, Binding, Found);
  return Found;
}

/// A decomposition goes by the name of the first of its bindings.
static const NamedDecl *named(const VarDecl *Variable) {
  const auto *Decomposed = dyn_cast<DecompositionDecl>(Variable);
  return Decomposed ? cast<NamedDecl>(Decomposed->bindings().front())
                    : Variable;
}

/// A reference or a pointer into an object whose only owner here was a
/// temporary.
void IteratorAcrossAwait::visitBorrower(Model &M, const Function &F,
                                        const VarDecl *Variable) {
  QualType Type = Variable->getType();
  const CallExpr *Owner = Type->isReferenceType() || Type->isPointerType()
                              ? temporaryOwner(Variable->getInit())
                              : nullptr;
  if (!Owner)
    return;
  Uses All = usesOf(F, Variable);
  auto Crossing = M.flow(F).crossing(Variable->getInit(), All.Using,
                                     All.Renewing, {Variable});
  if (!Crossing || !claims(Variable->getLocation()))
    return;
  diag(Crossing->Target->getBeginLoc(),
       "%0 is used after a suspension, when nothing here owns it")
      << named(Variable) << Crossing->Target->getSourceRange();
  note(Owner->getExprLoc(), "the owner that this returns is a temporary, and "
                            "gone at the end of the statement");
  note(Crossing->Suspension->getBeginLoc(),
       "the coroutine is suspended here, and the others may let go");
  note(Variable->getLocation(), "keep the owner in a variable of its own");
}

void IteratorAcrossAwait::visitVariable(Model &M, const Function &F,
                                        const VarDecl *Variable) {
  auto Way = wayInto(M, F, Variable);
  auto Breaker = Way ? breakerOf(M, F, *Way) : std::nullopt;
  if (!Breaker)
    return;
  Uses All = usesOf(F, Variable);
  auto Crossing = M.flow(F).crossing(Variable->getInit(), All.Using,
                                     All.Renewing, {Variable});
  if (!Crossing || M.exclusion(F).mayHoldLock(Crossing->Suspension) ||
      !claims(Variable->getLocation()))
    return;
  diag(Crossing->Target->getBeginLoc(),
       "%0 is used after a suspension, when %1 may have changed")
      << named(Variable) << Way->Container
      << Crossing->Target->getSourceRange();
  note(Variable->getLocation(), "it is obtained here");
  explain(*Way, *Crossing, *Breaker);
  note(Crossing->Target->getBeginLoc(),
       "look it up again after the await, or keep a copy");
}

void IteratorAcrossAwait::explain(const WayIn &Way,
                                  const Flow::Crossing &Crossing,
                                  const Change &Breaker) {
  note(Crossing.Suspension->getBeginLoc(),
       "the coroutine is suspended here, and others run");
  note(Breaker.Call->getExprLoc(), "%0 is changed here") << Way.Container;
}

/// `std::vector(items)`: the loop goes over a copy of its own.
static Edits loopOverCopy(Model &M, const CXXForRangeStmt *Loop,
                          const WayIn &Way) {
  const Expr *Range = Loop->getRangeInit();
  QualType Each = Loop->getLoopVariable()->getType();
  bool OnlyReads =
      !Each->isReferenceType() || Each.getNonReferenceType().isConstQualified();
  if (!OnlyReads || recordOf(Range->getType()) != Way.Class ||
      !Way.Class->isInStdNamespace() || !isCopyable(Range->getType()) ||
      !isEditable(M.context(), Range->getSourceRange()))
    return {};
  return {FixItHint::CreateReplacement(
      Range->getSourceRange(),
      ("std::" + Way.Class->getName() + "(" + textOf(M.context(), Range) + ")")
          .str())};
}

void IteratorAcrossAwait::visitLoop(Model &M, const Function &F,
                                    const CXXForRangeStmt *Loop) {
  auto Way = wayThrough(M, F, Loop->getRangeInit());
  auto Breaker = Way ? breakerOf(M, F, *Way) : std::nullopt;
  if (!Breaker)
    return;
  llvm::SmallVector<const Stmt *, 4> Using{Loop->getInc()};
  const VarDecl *Each = Loop->getLoopVariable();
  if (Each->getType()->isReferenceType())
    Using.append(F.uses(Each).begin(), F.uses(Each).end());
  auto Crossing = M.flow(F).crossing(Loop, Using, {Loop}, {});
  SourceLocation Loc = Loop->getRangeInit()->getBeginLoc();
  if (!Crossing || M.exclusion(F).mayHoldLock(Crossing->Suspension) ||
      !claims(Loc))
    return;
  diag(Loc, "the loop over %0 suspends, and %0 may change meanwhile")
      << Way->Container << Loop->getRangeInit()->getSourceRange();
  explain(*Way, *Crossing, *Breaker);
  note(Loc, "go over a copy, or over what is taken out of it")
      << loopOverCopy(M, Loop, *Way);
}

} // namespace corolint

COROLINT_DEFINE_CHECK(iterator_across_await, corolint::IteratorAcrossAwait,
                      corolint::Info)
