// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Exclusion.h"
#include "Locks.h"
#include "Model.h"
#include "Place.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static bool hasAwaitIn(const Function &F, const Stmt *Region) {
  return any_of(F.suspensions(),
                [&](const Expr *Point) { return F.isWithin(Point, Region); });
}

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

/// `auto lock = co_await mutex.lock();` in a scope around \p At.
static bool holdsGuard(Model &M, const Function &F, const Stmt *At) {
  return any_of(F.locals(), [&](const VarDecl *Local) {
    const CXXRecordDecl *Record = recordOf(Local->getType());
    if (!Record || Local->getBeginLoc() > At->getBeginLoc())
      return false;
    const Stmt *Declaration = F.parent(Local->getInit());
    if (!Declaration || !F.isWithin(At, F.parent(Declaration)))
      return false;
    return M.words().plays(Record, Role::LockGuard) ||
           (hasAwaitIn(F, Local->getInit()) && mayBeGuard(Record));
  });
}

/// `co_await semaphore.acquire();`, and later `semaphore.release();`.
static bool holdsTurn(Model &M, const Function &F, const Stmt *At) {
  for (const Expr *Point : F.suspensions()) {
    if (Point->getBeginLoc() > At->getBeginLoc() || F.isWithin(At, Point))
      continue;
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    const auto *Taking =
        Await ? dyn_cast<CXXMemberCallExpr>(
                    Await->getOperand()->IgnoreUnlessSpelledInSource())
              : nullptr;
    Place Turn =
        Taking ? placeOf(Taking->getImplicitObjectArgument()) : Place();
    if (!Turn.isKnown() || !Turn.object()) // unknown, or `this`
      continue;
    for (const CallExpr *Call : F.calls()) {
      const auto *Giving = dyn_cast<CXXMemberCallExpr>(Call);
      if (Giving && Giving != Taking &&
          Giving->getBeginLoc() > At->getBeginLoc() &&
          placeOf(Giving->getImplicitObjectArgument()) == Turn &&
          !M.types().find(Giving->getType()))
        return true;
    }
  }
  return false;
}

static bool isInCondition(const Function &F, const Expr *E) {
  const Stmt *S = E;
  while (isa_and_nonnull<Expr>(F.parent(S)))
    S = F.parent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(F.parent(S));
  return If && If->getCond() == S;
}

/// `if (running) co_return; running = true;`: from then on it runs alone.
static bool holdsFlag(Model &M, const Function &F, const Stmt *At) {
  SmallVector<const Stmt *, 8> Suspensions;
  for (const Expr *Point : F.suspensions())
    if (!M.runsThrough().at(F, Point))
      Suspensions.push_back(Point);
  std::vector<Access> All = accessesOf(F);
  for (const Access &Test : All) {
    if (Test.How != Touch::Read || !isShared(F, Test.Of) ||
        !isInCondition(F, Test.Whole))
      continue;
    for (const Access &Set : All)
      if (Set.writes() && Set.Of == Test.Of && Set.Whole != At &&
          M.flow(F).reaches(Test.Whole, {Set.Whole}, Suspensions, {}) &&
          M.flow(F).reaches(Set.Whole, {At}, {}, {}))
        return true;
  }
  return false;
}

bool mayHoldLock(Model &M, const Function &F, const Stmt *At) {
  return !locksOf(M, F).empty() || holdsGuard(M, F, At) || holdsTurn(M, F, At);
}

bool mayExcludeOthers(Model &M, const Function &F, const Stmt *At) {
  return mayHoldLock(M, F, At) || holdsFlag(M, F, At);
}

} // namespace corolint::model
