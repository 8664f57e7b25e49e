// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   a read ─▶ the write that relies on it: by its value, directly or in a
//   local,
//        │    or by an `if` around the write
//        └─▶ the flow: read, suspension, write, and between them nothing that
//            writes the thing, or looks at it again

#include "StaleWrite.h"
#include "Model.h"
#include "Reliance.h"
#include "Starts.h"
#include "Suspension.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
/// A read of a shared thing, and what may rely on it.
struct Look {
  const Access *Read;
  const VarDecl *Copy; ///< the local that keeps the value
  const IfStmt *If;    ///< which decides by it
};

using Set = SmallPtrSet<const Stmt *, 8>;

/// All accesses of one function, by what they touch, and what each question
/// about a single one of them asks for.
class Accesses {
public:
  Accesses(Model &M, const Function &F);

  ArrayRef<const Access *> to(const ValueDecl *Object) const {
    auto Found = ByObject.find(Object);
    return Found == ByObject.end() ? ArrayRef<const Access *>()
                                   : ArrayRef(Found->second);
  }
  /// The suspensions where others may run.
  const Starts &suspensions();
  /// Is \p S a look at a version that was kept?
  bool isComparison(const Stmt *S) const { return Comparisons.contains(S); }
  /// Where \p Copy is taken anew.
  const Set &renewals(const VarDecl *Copy);

private:
  Model &M;
  const Function &F;
  DenseMap<const ValueDecl *, SmallVector<const Access *, 4>> ByObject;
  Set Comparisons;
  std::optional<Starts> Suspensions;
  DenseMap<const VarDecl *, std::unique_ptr<Set>> Renewals;
};

/// What happens to one shared thing, and to all around it.
class History {
public:
  History(Model &M, const Function &F, const Place &Of, Accesses &All);

  ArrayRef<Look> looks() const { return Reads; }

  /// The suspensions after which nothing is known of it at \p Write.
  SmallVector<const Stmt *, 4> suspensionsBefore(const Access &Write) const;

  /// Those of the looks whose value may be out of date at \p Write, if
  /// \p Suspended are the suspensions before it; by their indices. Of those
  /// that are kept in a copy, the ones that may matter.
  SmallVector<unsigned, 4> candidates(const Access &Write,
                                      ArrayRef<const Stmt *> Suspended) const;

  /// The suspension after which \p Write still relies on what \p Seen saw.
  const Expr *staleAt(const Look &Seen, const Access &Write,
                      ArrayRef<const Stmt *> Suspended) const;

private:
  bool touches(const CallExpr *Call) const;
  bool isKnownAnew(const Stmt *S, const Access &Write) const;

  Model &M;
  const Function &F;
  const Place &Of;
  Accesses &All;
  Set Changes; ///< of it, or perhaps
  Set Glances; ///< at it
  SmallVector<Look, 4> Reads;
  // By what makes a write rely on one.
  using Indices = SmallVector<unsigned, 1>;
  DenseMap<const Stmt *, Indices> ByRead;
  SmallVector<const Stmt *, 4> Values; ///< as they are, in the walk's order
  DenseMap<const VarDecl *, Indices> Copies;
  DenseMap<const Stmt *, Indices> Ifs;
  std::optional<Starts> Exits; ///< the reads that decide about `co_return`
};
} // namespace

/// Is there a body to see, and does it say anything of the thing? Who is not
/// seen may look again, but not for the one who awaits him.
bool History::touches(const CallExpr *Call) const {
  const Function *Body = M.function(Call->getDirectCallee());
  bool IsAwaited = isa_and_nonnull<CoawaitExpr>(F.parent(Call)) ||
                   M.types().find(Call->getType());
  if (!Body)
    return !IsAwaited && !Call->getType()->isVoidType();
  return any_of(M.accesses(*Body), [&](const Access &Access) {
    return Access.Of.isKnown() && Access.Of.object() == Of.object() &&
           (!IsAwaited || Access.How != Touch::Read ||
            M.exclusion(*Body).mayExcludeOthers(Access.Whole));
  });
}

/// `if (version != before)` with a local \p before that was made of an earlier
/// \p version: whoever asks this knows what may have come between.
static const Expr *comparisonWithOld(const Function &F, const Access &Version) {
  const auto *Comparison =
      dyn_cast_or_null<BinaryOperator>(F.parent(Version.Whole));
  if (!Comparison || !Comparison->isEqualityOp())
    return nullptr;
  const Expr *Other = Comparison->getLHS() == Version.Whole
                          ? Comparison->getRHS()
                          : Comparison->getLHS();
  const VarDecl *Before = rootVariable(Other);
  const Expr *Init = Before ? Before->getInit() : nullptr;
  return Init && placeOf(Init) == Version.Of ? Comparison : nullptr;
}

Accesses::Accesses(Model &M, const Function &F) : M(M), F(F) {
  for (const Access &One : M.accesses(F)) {
    if (const Expr *Asked = comparisonWithOld(F, One))
      Comparisons.insert(Asked);
    if (One.Of.isKnown())
      ByObject[One.Of.object()].push_back(&One);
  }
}

const Starts &Accesses::suspensions() {
  if (!Suspensions)
    Suspensions.emplace(M.flow(F), M.runsThrough().realSuspensions(F));
  return *Suspensions;
}

const Set &Accesses::renewals(const VarDecl *Copy) {
  std::unique_ptr<Set> &Slot = Renewals[Copy];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Set>();
  for (const DeclRefExpr *Use : F.uses(Copy)) {
    Access Of = accessFrom(F, Use);
    const Expr *Value = Of.How == Touch::Write ? valueWritten(Of) : nullptr;
    if (Value && !is_contained(F.variablesIn(Value), Copy))
      Slot->insert(Of.Whole);
  }
  return *Slot;
}

History::History(Model &M, const Function &F, const Place &Of, Accesses &All)
    : M(M), F(F), Of(Of), All(All) {
  // Of `a.b`: the accesses to `b` and to `a`.
  for (const ValueDecl *Part :
       SmallSetVector<const ValueDecl *, 4>(Of.Names.begin(), Of.Names.end()))
    for (const Access *One : All.to(Part)) {
      bool IsIt = One->Of == Of;
      if (!IsIt && !Of.isWithin(One->Of))
        continue;
      const auto *Call = dyn_cast<CallExpr>(One->Whole);
      if (IsIt && One->How == Touch::Read)
        Glances.insert(One->Whole);
      else if (IsIt || One->writes() || One->How == Touch::Other)
        Changes.insert(One->Whole);
      else if (Call && touches(Call))
        Changes.insert(Call);
    }
  SmallVector<const Stmt *, 8> BeforeExits;
  for (const Access *Read : All.to(Of.object())) {
    if (Read->How != Touch::Read || !(Read->Of == Of) || !isShared(F, Read->Of))
      continue;
    Look Seen{Read, copyMadeOf(F, *Read), conditionAround(F, *Read)};
    unsigned Index = Reads.size();
    Reads.push_back(Seen);
    ByRead[Read->Whole].push_back(Index);
    if (Seen.Copy)
      Copies[Seen.Copy].push_back(Index);
    else if (isScalar(*Read))
      Values.push_back(Read->Whole);
    if (Seen.If) {
      Ifs[Seen.If].push_back(Index);
      if (isExit(Seen.If))
        BeforeExits.push_back(Read->Whole);
    }
  }
  llvm::sort(Values,
             [&](const Stmt *A, const Stmt *B) { return F.isMetBefore(A, B); });
  if (!BeforeExits.empty())
    Exits.emplace(M.flow(F), BeforeExits);
}

bool History::isKnownAnew(const Stmt *S, const Access &Write) const {
  return (Changes.contains(S) && S != Write.Whole) ||
         ((Glances.contains(S) || All.isComparison(S)) &&
          !F.isWithin(S, Write.Whole));
}

SmallVector<const Stmt *, 4>
History::suspensionsBefore(const Access &Write) const {
  return All.suspensions().leadingTo(
      {Write.Whole}, [&](const Stmt *S) { return isKnownAnew(S, Write); });
}

SmallVector<unsigned, 4>
History::candidates(const Access &Write,
                    ArrayRef<const Stmt *> Suspended) const {
  SmallVector<unsigned, 4> Found;
  if (const Expr *Value = valueWritten(Write)) {
    for (const Stmt *Read : F.within(Value, ArrayRef(Values)))
      append_range(Found, ByRead.lookup(Read));
    for (const ValueDecl *Variable : F.variablesIn(Value))
      if (const auto *Copy = dyn_cast<VarDecl>(Variable))
        append_range(Found, Copies.lookup(Copy));
  }
  for (const Stmt *S = Write.Whole; S; S = F.parent(S))
    if (auto Around = Ifs.find(S); Around != Ifs.end())
      append_range(Found, Around->second);
  if (Exits)
    for (const Stmt *Read : Exits->leadingTo(
             Suspended, [&](const Stmt *S) { return Changes.contains(S); }))
      append_range(Found, ByRead.lookup(Read));
  llvm::sort(Found);
  Found.erase(llvm::unique(Found), Found.end());
  return Found;
}

const Expr *History::staleAt(const Look &Seen, const Access &Write,
                             ArrayRef<const Stmt *> Suspended) const {
  // A copy that is taken anew has nothing to do with the first one.
  const Set *Renewals = Seen.Copy ? &All.renewals(Seen.Copy) : nullptr;
  SmallVector<const Stmt *, 4> Ends(Suspended);
  if (Renewals && !Renewals->empty())
    Ends = All.suspensions().leadingTo({Write.Whole}, [&](const Stmt *S) {
      return isKnownAnew(S, Write) ||
             (Renewals->contains(S) && S != Write.Whole);
    });
  Starts Read(M.flow(F), {Seen.Read->Whole});
  for (const Stmt *Point : Ends)
    if (Read.leadTo(Point, [&](const Stmt *S) {
          return Changes.contains(S) || (Renewals && Renewals->contains(S));
        }))
      return cast<Expr>(Point);
  return nullptr;
}

namespace {
/// What the accesses to one shared thing, or to parts of it, have to do with
/// each other.
class Accounts {
public:
  Accounts(Model &M, const Function &F) : M(M), F(F), All(M, F) {}

  std::vector<StaleWrite> staleWrites() {
    std::vector<StaleWrite> Found;
    for (const Access &Write : M.accesses(F))
      if (Write.writes() && isShared(F, Write.Of))
        if (std::optional<StaleWrite> Stale = staleWrite(Write))
          Found.push_back(*Stale);
    return Found;
  }

private:
  std::optional<Relies> reliesOn(const Access &Write, const Look &Seen) {
    const auto &[Read, Copy, If] = Seen;
    if (If && isGuardedBy(F, Write, If) &&
        (Write.How == Touch::Update || isGivenBefore(valueWritten(Write))))
      return Relies::OnCheck;
    if (Write.How == Touch::Write && (Copy || isScalar(*Read)) &&
        isMadeOf(F, Write, *Read, Copy))
      return Relies::OnValue;
    return std::nullopt;
  }

  std::optional<StaleWrite> staleWrite(const Access &Write) {
    const History &Past = historyOf(Write.Of);
    if (Past.looks().empty())
      return std::nullopt;
    auto Suspended = Past.suspensionsBefore(Write);
    if (Suspended.empty())
      return std::nullopt;
    for (unsigned Index : Past.candidates(Write, Suspended)) {
      const Look &Seen = Past.looks()[Index];
      std::optional<Relies> How = reliesOn(Write, Seen);
      if (!How)
        continue;
      if (const Expr *Point = Past.staleAt(Seen, Write, Suspended))
        return M.exclusion(F).mayExcludeOthers(Write.Whole)
                   ? std::nullopt
                   : std::optional(
                         StaleWrite{*How, *Seen.Read, Write, Point, Seen.Copy});
    }
    return std::nullopt;
  }

  const History &historyOf(const Place &Of) {
    auto &Known = Pasts[Of.object()];
    for (const auto &[Place, Past] : Known)
      if (*Place == Of)
        return *Past;
    return *Known.emplace_back(&Of, std::make_unique<History>(M, F, Of, All))
                .second;
  }

  Model &M;
  const Function &F;
  Accesses All;
  DenseMap<const ValueDecl *,
           std::vector<std::pair<const Place *, std::unique_ptr<History>>>>
      Pasts;
};
} // namespace

std::vector<StaleWrite> staleWritesOf(Model &M, const Function &F) {
  if (!F.coroutine() || F.isDependent() || !firstSuspension(F))
    return {};
  return Accounts(M, F).staleWrites();
}

} // namespace corolint::model
