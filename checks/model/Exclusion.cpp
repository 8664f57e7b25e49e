// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Exclusion.h"
#include "Locks.h"
#include "Model.h"
#include "Place.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// A class whose objects cannot be copied and do something at their end, or
/// one with such a member: `optional<guard>`.
static bool mayBeGuard(const CXXRecordDecl *Record) {
  Record = definitionOf(Record);
  if (!Record || Record->hasSimpleCopyConstructor())
    return false;
  if (hasOwnDestructor(Record))
    return none_of(Record->ctors(), [](const CXXConstructorDecl *Constructor) {
      return Constructor->isCopyConstructor() && !Constructor->isDeleted();
    });
  return any_of(Record->fields(),
                [](const FieldDecl *Field) {
                  return mayBeGuard(recordOf(Field->getType()));
                }) ||
         any_of(Record->bases(), [](const CXXBaseSpecifier &Base) {
           return mayBeGuard(recordOf(Base.getType()));
         });
}

bool Exclusion::hasThreadLock() {
  if (!HasThreadLock)
    HasThreadLock = !locksOf(M, F).empty();
  return *HasThreadLock;
}

/// `auto lock = co_await mutex.lock();`
Exclusion::Guards Exclusion::findGuards() {
  Guards Found;
  for (const VarDecl *Local : F.locals()) {
    const CXXRecordDecl *Record = recordOf(Local->getType());
    const Stmt *Declaration = Record ? F.parent(Local->getInit()) : nullptr;
    const Stmt *Scope = Declaration ? F.parent(Declaration) : nullptr;
    if (!Scope || !(M.words().plays(Record, Role::LockGuard) ||
                    (F.suspendsIn(Local->getInit()) && mayBeGuard(Record))))
      continue;
    auto [First, IsNew] = Found.try_emplace(Scope, Local->getBeginLoc());
    First->second = std::min(First->second, Local->getBeginLoc());
  }
  return Found;
}

/// In a scope around \p At.
bool Exclusion::holdsGuard(const Stmt *At) {
  if (!FirstGuards)
    FirstGuards = findGuards();
  if (FirstGuards->empty())
    return false;
  for (const Stmt *Scope = At; Scope; Scope = F.parent(Scope))
    if (auto First = FirstGuards->find(Scope);
        First != FirstGuards->end() && First->second <= At->getBeginLoc())
      return true;
  return false;
}

std::vector<Exclusion::Turn> Exclusion::findTurns() {
  std::vector<Turn> Found;
  DenseMap<const ValueDecl *, SmallVector<std::size_t, 1>> ByObject;
  auto Find = [&](const Place &Of) -> Turn * {
    for (std::size_t Index : ByObject.lookup(Of.object()))
      if (Found[Index].Of == Of)
        return &Found[Index];
    return nullptr;
  };
  for (const Expr *Point : F.suspensions()) {
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    const auto *Taking =
        Await ? dyn_cast<CXXMemberCallExpr>(
                    Await->getOperand()->IgnoreUnlessSpelledInSource())
              : nullptr;
    Place Of = Taking ? placeOf(Taking->getImplicitObjectArgument()) : Place();
    if (!Of.isKnown() || !Of.object()) // unknown, or `this`
      continue;
    Turn *Known = Find(Of);
    if (!Known) {
      ByObject[Of.object()].push_back(Found.size());
      Known = &Found.emplace_back(Turn{Of, {}, {}});
    }
    Known->Takings.push_back({Point, Taking});
  }
  if (Found.empty())
    return Found;
  for (const CallExpr *Call : F.calls()) {
    const auto *Giving = dyn_cast<CXXMemberCallExpr>(Call);
    Place Of = Giving ? placeOf(Giving->getImplicitObjectArgument()) : Place();
    Turn *Known = Of.isKnown() && Of.object() ? Find(Of) : nullptr;
    if (Known && !M.types().find(Giving->getType()))
      Known->Givings.push_back(Giving);
  }
  for (Turn &One : Found)
    llvm::sort(One.Givings, [](const CallExpr *A, const CallExpr *B) {
      return A->getBeginLoc() > B->getBeginLoc();
    });
  return Found;
}

bool Exclusion::holdsTurn(const Stmt *At) {
  if (!Turns)
    Turns = findTurns();
  SourceLocation Here = At->getBeginLoc();
  return any_of(*Turns, [&](const Turn &One) {
    auto Later =
        make_range(One.Givings.begin(),
                   partition_point(One.Givings, [&](const CallExpr *Giving) {
                     return Giving->getBeginLoc() > Here;
                   }));
    return !Later.empty() &&
           any_of(One.Takings, [&](const Turn::Taking &Taken) {
             return Taken.Await->getBeginLoc() <= Here &&
                    !F.isWithin(At, Taken.Await) &&
                    any_of(Later, [&](const CallExpr *Giving) {
                      return Giving != Taken.Call;
                    });
           });
  });
}

static bool isInCondition(const Function &F, const Expr *E) {
  const Stmt *S = E;
  while (isa_and_nonnull<Expr>(F.parent(S)))
    S = F.parent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(F.parent(S));
  return If && If->getCond() == S;
}

/// `if (running) co_return; running = true;`: from then on it runs alone.
/// Whoever sets a flag is not held up by that one.
Starts::Reached Exclusion::findFlagged() {
  auto Real = M.runsThrough().realSuspensions(F);
  SmallPtrSet<const Stmt *, 8> Suspensions(Real.begin(), Real.end());
  struct Flag {
    Place Of;
    SmallVector<const Stmt *, 2> Tests;
    SmallVector<const Stmt *, 2> Sets;
  };
  std::vector<Flag> Flags;
  DenseMap<const ValueDecl *, SmallVector<std::size_t, 1>> ByObject;
  auto Find = [&](const Place &Of) -> Flag * {
    for (std::size_t Index : ByObject.lookup(Of.object()))
      if (Flags[Index].Of == Of)
        return &Flags[Index];
    return nullptr;
  };
  const std::vector<Access> &All = M.accesses(F);
  for (const Access &Test : All) {
    if (Test.How != Touch::Read || !isShared(F, Test.Of) ||
        !isInCondition(F, Test.Whole))
      continue;
    Flag *Known = Find(Test.Of);
    if (!Known) {
      ByObject[Test.Of.object()].push_back(Flags.size());
      Known = &Flags.emplace_back(Flag{Test.Of, {}, {}});
    }
    Known->Tests.push_back(Test.Whole);
  }
  for (const Access &Set : All)
    if (Flag *Known = Set.writes() && Set.Of.isKnown() ? Find(Set.Of) : nullptr)
      Known->Sets.push_back(Set.Whole);

  const Flow &Order = M.flow(F);
  SmallVector<const Stmt *, 8> Sets;
  for (const Flag &One : Flags) {
    if (One.Sets.empty())
      continue;
    auto Tested = Starts(Order, One.Tests).reached([&](const Stmt *S) {
      return Suspensions.contains(S);
    });
    copy_if(One.Sets, std::back_inserter(Sets),
            [&](const Stmt *Set) { return Tested.contains(Set); });
  }
  return Starts(Order, Sets).reachedFromOthers();
}

bool Exclusion::holdsFlag(const Stmt *At) {
  if (!Flagged)
    Flagged = findFlagged();
  return Flagged->contains(At);
}

bool Exclusion::mayHoldLock(const Stmt *At) {
  return hasThreadLock() || holdsGuard(At) || holdsTurn(At);
}

bool Exclusion::mayExcludeOthers(const Stmt *At) {
  return mayHoldLock(At) || holdsFlag(At);
}

} // namespace corolint::model
