// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Sequence.h"
#include "Model.h"
#include "PlainData.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

// --- a spawn and its await ---------------------------------------------------

static const Stmt *unwrapped(const Function &F, const Stmt *S) {
  const Stmt *Around = F.parent(S);
  while (
      isa_and_nonnull<ParenExpr, ImplicitCastExpr, FullExpr,
                      MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Around))
    Around = F.parent(Around);
  return Around;
}

/// The statement after \p S in its block; null if there is none.
static const Stmt *nextAfter(const Function &F, const Stmt *S) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(F.parent(S));
  if (!Block)
    return nullptr;
  const auto *At = llvm::find(Block->body(), S);
  return At == Block->body_end() || At + 1 == Block->body_end() ? nullptr
                                                                : *(At + 1);
}

/// Is \p Await what the statement \p S is about: all of it, the initialiser of
/// its variable, the operand of its `co_return`?
static bool isAbout(const Function &F, const Stmt *S, const Expr *Await) {
  const Stmt *Part = Await;
  const Stmt *Around = F.parent(Part);
  while (Part != S &&
         isa_and_nonnull<CXXConstructExpr, CastExpr, ParenExpr, FullExpr,
                         MaterializeTemporaryExpr, CXXBindTemporaryExpr,
                         DeclStmt, CoreturnStmt>(Around)) {
    Part = Around;
    Around = F.parent(Part);
  }
  return Part == S;
}

/// `co_await handle;` at the very end of a scope is where a handle is kept for
/// the end of the scope, whatever comes in between one day.
static bool isAtTheEnd(const Function &F, const Stmt *Await) {
  const Stmt *Next = nextAfter(F, Await);
  return isa<Expr>(Await) && (!Next || isa<CoreturnStmt>(Next));
}

/// A free function with one argument is on the loop that runs the caller; what
/// is called on a loop, a group or a pool may lead elsewhere.
static bool runsOnOwnLoop(Model &M, const CallExpr *Spawn) {
  const FunctionDecl *Callee = Spawn->getDirectCallee();
  return Callee && !isa<CXXMethodDecl>(Callee) && Spawn->getNumArgs() == 1 &&
         M.words().plays(Callee, Role::SpawnLater);
}

SmallVector<NeedlessSpawn, 1> needlessSpawnsIn(Model &M, const Function &F) {
  SmallVector<NeedlessSpawn, 1> Found;
  for (const Task &Made : M.tasks(F)) {
    const CustodyFact &Held = Made.Held;
    if (Held.Kind != Custody::Spawned || Made.From != Origin::Call ||
        !Made.isLazy() || !Held.Spawn || !runsOnOwnLoop(M, Held.Spawn) ||
        Held.Spawn->getArg(0)->IgnoreUnlessSpelledInSource() != Made.Making)
      continue;
    if (Held.OfHandle == Custody::AwaitedInPlace) {
      const auto *Await = dyn_cast<CoawaitExpr>(Held.Where);
      if (Await && Await->getOperand()->IgnoreImplicit() == Held.Spawn)
        Found.push_back({&Made, Held.Spawn, Await});
      continue;
    }
    if (Held.OfHandle != Custody::Joined || Held.Joins.size() != 1 ||
        !Held.Holder || F.uses(Held.Holder).size() != 1)
      continue;
    const auto *Await = dyn_cast<CoawaitExpr>(Held.Joins.front());
    const auto *Declared = dyn_cast_or_null<DeclStmt>(Held.Filled);
    const Stmt *Next =
        Declared && Declared->isSingleDecl() ? nextAfter(F, Declared) : nullptr;
    if (Await && Next && isAbout(F, Next, Await) && !isAtTheEnd(F, Next) &&
        Held.Holder->getInit()->IgnoreImplicit() == Held.Spawn)
      Found.push_back({&Made, Held.Spawn, Await, Held.Holder});
  }
  return Found;
}

// --- a row of statements -----------------------------------------------------

/// `auto a = co_await f();`, with a use of `a`.
static std::optional<AwaitStep> stepOf(Model &M, const Function &F,
                                       const Task &Made) {
  const auto *Await = dyn_cast_or_null<CoawaitExpr>(Made.Held.Where);
  const Stmt *Init = Await;
  auto IsCopied = [&] {
    // A library may give its value as an rvalue reference.
    const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(F.parent(Init));
    return Copy && Copy->getConstructor()->isCopyOrMoveConstructor();
  };
  while (Init &&
         (IsCopied() ||
          isa_and_nonnull<FullExpr, ImplicitCastExpr, CXXBindTemporaryExpr>(
              F.parent(Init))))
    Init = F.parent(Init);
  const VarDecl *Variable = Init ? F.initialised(cast<Expr>(Init)) : nullptr;
  const auto *Statement =
      Variable ? dyn_cast_or_null<DeclStmt>(F.parent(Init)) : nullptr;
  if (!Statement || !Statement->isSingleDecl() || !Variable->isLocalVarDecl() ||
      !Variable->hasLocalStorage() || F.uses(Variable).empty() ||
      !isa_and_nonnull<CompoundStmt>(F.parent(Statement)))
    return std::nullopt;
  std::optional<PlainAwait> What = M.independence().plainAwait(F, Made);
  return What ? std::optional<AwaitStep>({Variable, Statement, *What})
              : std::nullopt;
}

SmallVector<Row, 1> rowsIn(Model &M, const Function &F) {
  SmallVector<Row, 1> Rows;
  auto Continues = [&](const Row &Before, const AwaitStep &Next) {
    return nextAfter(F, Before.back().Statement) == Next.Statement &&
           all_of(Before, [&](const AwaitStep &Earlier) {
             return areIndependent(Earlier.What, Next.What) &&
                    !Next.What.Reads.contains(Earlier.Variable);
           });
  };
  for (const Task &Made : M.tasks(F))
    if (std::optional<AwaitStep> Next = stepOf(M, F, Made)) {
      if (!Rows.empty() && Continues(Rows.back(), *Next))
        Rows.back().push_back(std::move(*Next));
      else
        Rows.push_back({std::move(*Next)});
    }
  erase_if(Rows, [](const Row &One) { return One.size() == 1; });
  return Rows;
}

// --- the turns of a loop -----------------------------------------------------

/// The `i` of `for (int i = 0; i < n; ++i)`, where no call decides about the
/// end but that of a size.
static const VarDecl *countedBy(const ForStmt *Loop) {
  const auto *Init = dyn_cast_or_null<DeclStmt>(Loop->getInit());
  const auto *Cond =
      Loop->getCond()
          ? dyn_cast<BinaryOperator>(Loop->getCond()->IgnoreImplicit())
          : nullptr;
  const auto *Inc = dyn_cast_or_null<UnaryOperator>(Loop->getInc());
  if (!Init || !Init->isSingleDecl() || !Cond || !Cond->isComparisonOp() ||
      !Inc || !Inc->isIncrementOp())
    return nullptr;
  const auto *Variable = dyn_cast<VarDecl>(Init->getSingleDecl());
  const Expr *End = Cond->getRHS()->IgnoreParenImpCasts();
  if (!Variable || !Variable->getType()->isIntegerType() ||
      rootVariable(Cond->getLHS()) != Variable ||
      rootVariable(Inc->getSubExpr()) != Variable)
    return nullptr;
  if (const auto *Size = dyn_cast<CXXMemberCallExpr>(End))
    return Size->getMethodDecl() && isStandard(Size->getMethodDecl()) ? Variable
                                                                      : nullptr;
  return isa<DeclRefExpr, IntegerLiteral>(End) ? Variable : nullptr;
}

static const VarDecl *variableOf(Model &M, const Stmt *Loop) {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop))
    return Range->getCoawaitLoc().isValid() ||
                   M.types().find(
                       Range->getRangeInit()->getType().getNonReferenceType())
               ? nullptr // whose next element may take its time
               : Range->getLoopVariable();
  const auto *For = dyn_cast<ForStmt>(Loop);
  return For ? countedBy(For) : nullptr;
}

/// The local container or number to which the statement \p S adds the value of
/// \p E, and does no more; null for others.
static const VarDecl *collects(const Function &F, const Expr *E,
                               const Stmt *S) {
  const Stmt *Around = unwrapped(F, E);
  while (Around) {
    const auto *Call = dyn_cast<CallExpr>(Around);
    if (!isa<CXXConstructExpr>(Around) && !(Call && Call->isCallToStdMove()))
      break;
    Around = unwrapped(F, Around);
  }
  const VarDecl *Into = nullptr;
  if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Around)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    const auto *Object = dyn_cast<DeclRefExpr>(
        Call->getImplicitObjectArgument()->IgnoreImplicit());
    if (Object && Method && isStandard(Method) && Method->getIdentifier() &&
        Call->getNumArgs() == 1 &&
        StringSwitch<bool>(Method->getName())
            .Cases({"push_back", "emplace_back"}, true)
            .Default(false))
      Into = dyn_cast<VarDecl>(Object->getDecl());
  } else if (const auto *Sum =
                 dyn_cast_or_null<CompoundAssignOperator>(Around)) {
    const auto *Target = dyn_cast<DeclRefExpr>(Sum->getLHS());
    if (Target && Sum->getOpcode() == BO_AddAssign &&
        Target->getType()->isArithmeticType())
      Into = dyn_cast<VarDecl>(Target->getDecl());
  }
  if (!Into || !Into->hasLocalStorage() || Into->getType()->isReferenceType() ||
      Into->getDeclContext() != F.decl())
    return nullptr;
  while (isa_and_nonnull<FullExpr>(F.parent(Around)))
    Around = F.parent(Around);
  return Around == S ? Into : nullptr;
}

static std::optional<Turns> turnsOf(Model &M, const Function &F,
                                    const Task &Made) {
  const auto *Await = dyn_cast_or_null<CoawaitExpr>(Made.Held.Where);
  const Stmt *Loop = Await ? F.loopAround(Await) : nullptr;
  const VarDecl *Each = Loop ? variableOf(M, Loop) : nullptr;
  if (!Each)
    return std::nullopt;
  const Stmt *Body = isa<ForStmt>(Loop)
                         ? cast<ForStmt>(Loop)->getBody()
                         : cast<CXXForRangeStmt>(Loop)->getBody();
  ArrayRef<const Stmt *> Statements(Body);
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    Statements = {Block->body_begin(), Block->body_end()};
  Turns Found{Loop, Each, nullptr, {}, nullptr};
  if (Statements.size() == 1) {
    Found.Only = Statements[0];
    Found.Into = collects(F, Await, Statements[0]);
  } else if (Statements.size() == 2) {
    // `auto page = co_await fetch(u); pages.push_back(page);`
    std::optional<AwaitStep> First = stepOf(M, F, Made);
    if (First && First->Statement == Statements[0] &&
        F.uses(First->Variable).size() == 1)
      Found.Into = collects(F, F.uses(First->Variable).front(), Statements[1]);
  }
  if (!Found.Into)
    return std::nullopt;
  std::optional<PlainAwait> What = M.independence().plainAwait(F, Made);
  if (!What || !What->Reads.contains(Each) || What->Reads.contains(Found.Into))
    return std::nullopt;
  Found.What = std::move(*What);
  return Found;
}

SmallVector<Turns, 1> turnsIn(Model &M, const Function &F) {
  SmallVector<Turns, 1> Found;
  for (const Task &Made : M.tasks(F))
    if (std::optional<Turns> One = turnsOf(M, F, Made))
      Found.push_back(std::move(*One));
  return Found;
}

} // namespace corolint::model
