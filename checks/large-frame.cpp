// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "model/Suspension.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace corolint::model;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a large local lives across a suspension, and so in the coroutine's frame",
    Severity::Hint,
    R"md(
The locals of a function lie on the stack, which is there anyway and is used again
by the next call. Those of a coroutine that are alive when it suspends lie in its
frame: one block of the heap, allocated at the call and freed when the coroutine
is done. A `char buffer[65536]` costs 64 KiB there for the coroutine's whole life,
also while it waits for something else, and as many times as there are coroutines.

Reported is a local array or object, or a parameter taken by value, of at least
16 KiB, if a path leads from its declaration over a suspension before its end.

## At run time

A thousand connections that wait for their first byte hold 64 MiB. The programs of
this check measure it; the size of one frame, in bytes, with and without
`char buffer[65536]`:

| | clang++ 22 `-O2` | g++ 12 `-O2` |
|---|---|---|
| alive across a suspension | 65568 | 65576 |
| in an inner scope without one | 24 | 65576 |
| in a function that is no coroutine | 24 | 40 |

## Bad

```cpp bad
#include <aio/aio.hpp>
#include <chrono>
#include <cstddef>

std::size_t receive(char *into, std::size_t size);
void answer(const char *text, std::size_t size);

aio::task<void> serve() {
  char buffer[65536]; // in the frame, also while it waits
  co_await aio::sleep(std::chrono::seconds(60));
  answer(buffer, receive(buffer, sizeof buffer));
}
```

## Good

```cpp good
#include <aio/aio.hpp>
#include <chrono>
#include <cstddef>
#include <vector>

std::size_t receive(char *into, std::size_t size);
void answer(const char *text, std::size_t size);

aio::task<void> serve() {
  co_await aio::sleep(std::chrono::seconds(60));
  std::vector<char> buffer(65536); // when there is something to receive
  answer(buffer.data(), receive(buffer.data(), buffer.size()));
}
```

## Options

`coro-large-frame.MinimumBytes` (16384): what counts as large.

## Limits

Silent where there is one frame at a time: in a coroutine that this file only gives
to what runs a loop (`run(f())`), and in a lambda that no loop makes and no coroutine
of which there may be many. Each variable is judged alone: many middling ones are not added up. Temporaries,
`static` and `constexpr` locals and types that depend on a template's parameter are
not judged; of a template, only what is large in every instantiation. Silent where
the variable's life ends before the suspension, although g++ 12 keeps that in the
frame, too.
)md"};

class LargeFrame : public Check {
public:
  LargeFrame(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context)
      : Check(Name, Context), MinimumBytes(Options.get("MinimumBytes", 16384)) {
  }
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override {
    Check::storeOptions(Map);
    Options.store(Map, "MinimumBytes", MinimumBytes);
  }
  void visit(Model &M, const Function &F) override;

private:
  void report(const VarDecl *Variable, CharUnits Size, const Stmt *Suspension);

  const unsigned MinimumBytes;
};

} // namespace

/// The variable of this coroutine's own that is named; null for others.
static const VarDecl *ownVariable(const ValueDecl *Named) {
  if (const auto *Binding = dyn_cast<BindingDecl>(Named))
    Named = Binding->getDecomposedDecl();
  const auto *Variable = dyn_cast_or_null<VarDecl>(Named);
  return Variable && Variable->hasLocalStorage() && !Variable->isConstexpr()
             ? Variable
             : nullptr;
}

/// Zero if it is not known, and for a reference, which costs nothing.
static CharUnits sizeOf(ASTContext &Ctx, QualType Type) {
  // A class or an initialiser with errors in it has no layout.
  const CXXRecordDecl *Class =
      Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if ((Class && Class->isInvalidDecl()) || Type->isUndeducedType() ||
      Type->containsErrors())
    return CharUnits::Zero();
  if (Type->isReferenceType() || Type->isDependentType() ||
      Type->isIncompleteType() || Type->isVariablyModifiedType() ||
      Type->isSizelessType())
    return CharUnits::Zero();
  return Ctx.getTypeSizeInChars(Type);
}

/// The initial suspension of a lazy coroutine, which its parameters live to
/// see.
static const Stmt *initialSuspension(const Function &F) {
  const auto *Point =
      dyn_cast_or_null<Expr>(F.coroutine()->getInitSuspendStmt());
  Point = Point ? Point->IgnoreImplicit() : nullptr;
  return Point && maySuspend(Point) ? Point : nullptr;
}

/// `run(main_task())`: whoever waits for it makes the next one later.
static bool isGivenToBridge(Model &M, const CallSite &Site) {
  for (const Stmt *S = Site.In->parent(Site.Call); S; S = Site.In->parent(S))
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && M.words().plays(Call->getDirectCallee(), Role::Bridge))
      return true;
  return false;
}

/// A frame that there is once costs little. Of a lambda there are many if a
/// loop makes it, or if there are many of the coroutine that makes it.
static bool mayBeMany(Model &M, const Function &F) {
  if (const Function *Outer = F.lambda() ? F.outer() : nullptr;
      Outer && Outer->decl())
    return Outer->loopAround(F.lambda()) ||
           ((Outer->coroutine() || Outer->lambda()) && mayBeMany(M, *Outer));
  auto Sites = M.callsOf(F.decl());
  return Sites.empty() || !llvm::all_of(Sites, [&](const CallSite &Site) {
           return isGivenToBridge(M, Site);
         });
}

void LargeFrame::visit(Model &M, const Function &F) {
  if (!F.coroutine() || F.isDependent())
    return;
  llvm::SmallPtrSet<const VarDecl *, 8> Seen;
  for (const ValueDecl *Named : F.variablesIn(F.body())) {
    const VarDecl *Variable = ownVariable(Named);
    if (!Variable || Variable->getDeclContext() != F.decl() ||
        !Seen.insert(Variable).second)
      continue;
    CharUnits Size = sizeOf(M.context(), Variable->getType());
    if (Size < CharUnits::fromQuantity(MinimumBytes))
      continue;
    const Stmt *Suspension =
        isa<ParmVarDecl>(Variable) ? initialSuspension(F) : nullptr;
    if (!Suspension)
      Suspension = M.flow(F).suspensionInLifeOf(Variable);
    if (Suspension && mayBeMany(M, F) && claims(Variable->getLocation()))
      report(Variable, Size, Suspension);
  }
}

void LargeFrame::report(const VarDecl *Variable, CharUnits Size,
                        const Stmt *Suspension) {
  constexpr unsigned KiB = 1024;
  SourceLocation Loc = Variable->getLocation();
  diag(Loc, "%0 takes %1 KiB (%2 bytes) of the coroutine's frame, as long as "
            "the coroutine lives")
      << Variable << static_cast<unsigned>(Size.getQuantity() / KiB)
      << static_cast<unsigned>(Size.getQuantity()) << SourceRange(Loc);
  if (isa<ParmVarDecl>(Variable)) {
    note(Loc, "the coroutine keeps a copy of its own from the call on");
    note(Loc, "take a 'std::vector' or a 'std::unique_ptr', which only points "
              "to it");
    return;
  }
  note(Suspension->getBeginLoc(),
       "the coroutine suspends here while %0 is alive")
      << Variable;
  note(Loc, "allocate it when it is needed, as a 'std::vector' or a "
            "'std::unique_ptr', or use it in a function that does not suspend");
}

} // namespace corolint

COROLINT_DEFINE_CHECK(large_frame, corolint::LargeFrame, corolint::Info)
