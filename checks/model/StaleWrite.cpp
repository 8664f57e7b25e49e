// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   a read ─▶ the write that relies on it: by its value, directly or in a
//   local,
//        │    or by an `if` around the write
//        └─▶ the flow: read, suspension, write, and between them nothing that
//            writes the thing, or looks at it again

#include "StaleWrite.h"
#include "Exclusion.h"
#include "Model.h"
#include "Suspension.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

// --- who relies on whom ------------------------------------------------------

/// The local whose initialiser is made of what \p Read reads.
static const VarDecl *copyMadeOf(const Function &F, const Access &Read) {
  const Expr *E = Read.Whole;
  while (true) {
    if (const VarDecl *Copy = F.initialised(E))
      return Copy->hasLocalStorage() && !Copy->getType()->isReferenceType()
                 ? Copy
                 : nullptr;
    const auto *Around = dyn_cast_or_null<Expr>(F.parent(E));
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(Around);
    if (!Around || (Binary && Binary->isAssignmentOp()) ||
        !isa<ParenExpr, CastExpr, BinaryOperator, UnaryOperator,
             ExprWithCleanups, CXXConstructExpr, CXXBindTemporaryExpr,
             MaterializeTemporaryExpr>(Around))
      return nullptr;
    E = Around;
  }
}

/// `shared = copy;` of a copy that is as it was: the old value is put back.
static bool isChanged(const Function &F, const Access &Read,
                      const VarDecl *Copy, const Expr *Value) {
  const Expr *Plain = Value->IgnoreUnlessSpelledInSource();
  if (const auto *Call = dyn_cast<CallExpr>(Plain);
      Call && Call->isCallToStdMove())
    Plain = Call->getArg(0)->IgnoreUnlessSpelledInSource();
  if (!isa<DeclRefExpr>(Plain) ||
      Copy->getInit()->IgnoreUnlessSpelledInSource() !=
          Read.Name->IgnoreUnlessSpelledInSource())
    return true;
  return any_of(F.uses(Copy), [&](const DeclRefExpr *Use) {
    Access Of = accessFrom(F, Use);
    return Of.writes() || Of.How == Touch::Call;
  });
}

static bool isMadeOf(const Function &F, const Access &Write, const Access &Read,
                     const VarDecl *Copy) {
  const Expr *Value = valueWritten(Write);
  if (!Value)
    return false;
  if (!Copy)
    return isa<ImplicitCastExpr>(Read.Whole) && F.isWithin(Read.Whole, Value);
  return any_of(
             F.uses(Copy),
             [&](const DeclRefExpr *Use) { return F.isWithin(Use, Value); }) &&
         isChanged(F, Read, Copy, Value);
}

/// The `if` that decides by what \p Read reads, through operators alone.
static const IfStmt *conditionAround(const Function &F, const Access &Read) {
  const Stmt *S = Read.Whole;
  while (
      isa_and_nonnull<ParenExpr, CastExpr, UnaryOperator, BinaryOperator,
                      CXXOperatorCallExpr, CXXConstructExpr, ExprWithCleanups,
                      MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                      CXXRewrittenBinaryOperator>(F.parent(S)))
    S = F.parent(S);
  const auto *If = dyn_cast_or_null<IfStmt>(F.parent(S));
  return If && If->getCond() == S ? If : nullptr;
}

static bool leaves(const Stmt *Branch) {
  if (const auto *Block = dyn_cast<CompoundStmt>(Branch))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *Whole = dyn_cast<ExprWithCleanups>(Branch))
    return leaves(Whole->getSubExpr());
  return isa<CoreturnStmt, ReturnStmt, CXXThrowExpr, ContinueStmt, BreakStmt>(
      Branch);
}

static bool isGuardedBy(const Function &F, const Access &Write,
                        const IfStmt *If) {
  if (F.isWithin(Write.Whole, If->getThen()) ||
      (If->getElse() && F.isWithin(Write.Whole, If->getElse())))
    return true;
  return !If->getElse() && leaves(If->getThen()) &&
         !F.isWithin(Write.Whole, If) && F.isWithin(Write.Whole, F.parent(If));
}

/// A constant, or what the caller gave. What was awaited meanwhile and is now
/// kept is the same for all who did so.
static bool isGivenBefore(const Stmt *Value) {
  if (!Value)
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Value)) {
    const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
    return !Variable || isa<ParmVarDecl>(Variable) ||
           Variable->hasGlobalStorage() || Variable->isConstexpr();
  }
  if (isa<CoroutineSuspendExpr, LambdaExpr>(Value))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(Value);
      Call && !isa<CXXOperatorCallExpr>(Call))
    return false;
  return all_of(Value->children(), isGivenBefore);
}

// --- what comes between ------------------------------------------------------

namespace {
/// The accesses of one function to one shared thing, and to all around it.
class History {
public:
  History(Model &M, const Function &F, const Place &Of,
          ArrayRef<Access> Accesses);

  /// A suspension after which \p Write still relies on what \p Read saw.
  const Expr *staleAt(const Access &Read, const Access &Write,
                      const VarDecl *Copy) const;

private:
  bool touches(const CallExpr *Call) const;

  Model &M;
  const Function &F;
  const Place &Of;
  SmallVector<const Stmt *, 8> Changes; ///< of it, or perhaps
  SmallVector<const Stmt *, 8> Looks;
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
  return any_of(accessesOf(*Body), [&](const Access &Access) {
    return Access.Of.isKnown() && Access.Of.object() == Of.object() &&
           (!IsAwaited || Access.How != Touch::Read ||
            mayExcludeOthers(M, *Body, Access.Whole));
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

History::History(Model &M, const Function &F, const Place &Of,
                 ArrayRef<Access> Accesses)
    : M(M), F(F), Of(Of) {
  for (const Access &Access : Accesses) {
    if (const Expr *Asked = comparisonWithOld(F, Access))
      Looks.push_back(Asked);
    bool IsIt = Access.Of == Of;
    if (!Access.Of.isKnown() || !(IsIt || Of.isWithin(Access.Of)))
      continue;
    const auto *Call = dyn_cast<CallExpr>(Access.Whole);
    if (IsIt && Access.How == Touch::Read)
      Looks.push_back(Access.Whole);
    else if (IsIt || Access.writes() || Access.How == Touch::Other)
      Changes.push_back(Access.Whole);
    else if (Call && touches(Call))
      Changes.push_back(Call);
  }
}

const Expr *History::staleAt(const Access &Read, const Access &Write,
                             const VarDecl *Copy) const {
  SmallVector<const Stmt *, 8> Between(Changes), Since;
  // A copy that is taken anew has nothing to do with the first one.
  if (Copy)
    for (const DeclRefExpr *Use : F.uses(Copy)) {
      Access Of = accessFrom(F, Use);
      const Expr *Value = Of.How == Touch::Write ? valueWritten(Of) : nullptr;
      if (Value && none_of(F.uses(Copy), [&](const DeclRefExpr *Other) {
            return F.isWithin(Other, Value);
          }))
        Between.push_back(Of.Whole);
    }
  for (const Stmt *Change : Between)
    if (Change != Write.Whole)
      Since.push_back(Change);
  for (const Stmt *Look : Looks)
    if (!F.isWithin(Look, Write.Whole))
      Since.push_back(Look);
  const Flow &Order = M.flow(F);
  auto Reached = Order.reachedFrom(Read.Whole, Between);
  for (const Expr *Point : F.suspensions())
    if (Reached.contains(Point) && !M.runsThrough().at(F, Point) &&
        Order.reaches(Point, {Write.Whole}, Since, {}))
      return Point;
  return nullptr;
}

// -----------------------------------------------------------------------------

static bool isScalar(const Access &Read) {
  return isa<ImplicitCastExpr>(Read.Whole);
}

namespace {
/// What the accesses to one shared thing, or to parts of it, have to do with
/// each other.
class Accounts {
public:
  Accounts(Model &M, const Function &F) : M(M), F(F), All(accessesOf(F)) {
    for (const Access &Access : All)
      if (Access.How == Touch::Read && isShared(F, Access.Of))
        Reads[Access.Of.object()].push_back(
            {&Access, copyMadeOf(F, Access), conditionAround(F, Access)});
  }

  std::vector<StaleWrite> staleWrites() {
    std::vector<StaleWrite> Found;
    for (const Access &Write : All)
      if (Write.writes() && isShared(F, Write.Of))
        if (std::optional<StaleWrite> Stale = staleWrite(Write))
          Found.push_back(*Stale);
    return Found;
  }

private:
  struct Look {
    const Access *Read;
    const VarDecl *Copy;
    const IfStmt *If;
  };

  std::optional<StaleWrite> staleWrite(const Access &Write) {
    for (const auto &[Read, Copy, If] : Reads[Write.Of.object()]) {
      if (!(Read->Of == Write.Of))
        continue;
      Relies How = Relies::OnValue;
      if (If && isGuardedBy(F, Write, If) &&
          (Write.How == Touch::Update || isGivenBefore(valueWritten(Write))))
        How = Relies::OnCheck;
      else if (Write.How != Touch::Write || !(Copy || isScalar(*Read)) ||
               !isMadeOf(F, Write, *Read, Copy))
        continue;
      if (const Expr *Point = historyOf(Write.Of).staleAt(*Read, Write, Copy);
          Point && !mayExcludeOthers(M, F, Write.Whole))
        return StaleWrite{How, *Read, Write, Point, Copy};
    }
    return std::nullopt;
  }

  const History &historyOf(const Place &Of) {
    for (const auto &[Known, Past] : Pasts)
      if (*Known == Of)
        return *Past;
    return *Pasts.emplace_back(&Of, std::make_unique<History>(M, F, Of, All))
                .second;
  }

  Model &M;
  const Function &F;
  const std::vector<Access> All;
  DenseMap<const ValueDecl *, SmallVector<Look, 4>> Reads;
  std::vector<std::pair<const Place *, std::unique_ptr<History>>> Pasts;
};
} // namespace

std::vector<StaleWrite> staleWritesOf(Model &M, const Function &F) {
  if (!F.coroutine() || F.isDependent() || !firstSuspension(F))
    return {};
  return Accounts(M, F).staleWrites();
}

} // namespace corolint::model
