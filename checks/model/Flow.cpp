// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Flow.h"
#include "Model.h"
#include "Suspension.h"
#include "llvm/ADT/PointerIntPair.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static std::unique_ptr<CFG> graphOf(ASTContext &Ctx, const Function &F) {
  if (!F.decl() || F.isDependent())
    return nullptr;
  const Stmt *Body =
      F.coroutine() ? F.coroutine()->getBody() : F.decl()->getBody();
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.AddLifetime = true;
  return CFG::buildCFG(F.decl(), const_cast<Stmt *>(Body), &Ctx, Options);
}

Flow::Flow(Model &M, const Function &F)
    : M(M), F(F), Graph(graphOf(M.context(), F)) {
  if (!Graph)
    return;
  for (const CFGBlock *Block : *Graph) {
    if (const auto *Handler = dyn_cast_or_null<CXXCatchStmt>(Block->getLabel()))
      Handlers[Handler] = Block;
    unsigned Index = 0;
    for (const CFGElement &Element : *Block) {
      ++Index;
      auto Run = Element.getAs<CFGStmt>();
      if (!Run)
        continue;
      if (!Places.try_emplace(Run->getStmt(), Place{Block, Index}).second)
        Repeated[Run->getStmt()].push_back({Block, Index});
      // The graph has one of its own for each variable.
      if (const auto *Declaration = dyn_cast<DeclStmt>(Run->getStmt()))
        for (const Decl *Declared : Declaration->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(Declared))
            Births.try_emplace(Variable, Place{Block, Index});
    }
  }
}

/// The element by which the graph shows that \p Barrier is run. A loop is run
/// when its head is, even if it then has no turn.
static const Stmt *marker(const Stmt *Barrier) {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Barrier))
    return Range->getRangeStmt();
  if (const auto *For = dyn_cast<ForStmt>(Barrier); For && For->getCond())
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Barrier))
    return While->getCond();
  return Barrier;
}

std::optional<Flow::Place> Flow::behind(const Stmt *S) const {
  // What an expression is wrapped in runs with it.
  for (; S; S = F.parent(S))
    if (auto Found = Places.find(marker(S)); Found != Places.end())
      return Found->second;
  return std::nullopt;
}

SmallVector<Flow::Place, 1> Flow::occurrences(const Stmt *S) const {
  S = marker(S);
  SmallVector<Place, 1> Found;
  if (auto First = Places.find(S); First != Places.end())
    Found.push_back(First->second);
  if (auto More = Repeated.find(S); More != Repeated.end())
    append_range(Found, More->second);
  return Found;
}

SmallVector<Flow::Place, 4> Flow::run(Place From, Stop Ends) const {
  SmallVector<Place, 4> Found;
  SmallVector<Place, 16> Pending{From};
  DenseSet<const CFGBlock *> Seen;
  while (!Pending.empty()) {
    auto [Block, Index] = Pending.pop_back_val();
    while (Index < Block->size() && !Ends((*Block)[Index]))
      ++Index;
    if (Index < Block->size()) {
      Found.push_back({Block, Index + 1});
      continue;
    }
    if (Block == &Graph->getExit())
      Found.push_back({Block, Index});
    for (const CFGBlock *Next : Block->succs())
      if (Next && Seen.insert(Next).second)
        Pending.push_back({Next, 0});
  }
  return Found;
}

static bool isInTry(const Function &F, const Stmt *S) {
  for (S = F.parent(S); S; S = F.parent(S))
    if (isa<CXXTryStmt>(S))
      return true;
  return false;
}

namespace {
/// Some statements, as the graph has them.
class Markers {
public:
  Markers(Flow::Statements Some) {
    for (const Stmt *S : Some)
      All.insert(marker(S));
  }
  bool have(const CFGElement &Element) const {
    auto Run = Element.getAs<CFGStmt>();
    return Run && All.contains(Run->getStmt());
  }

private:
  SmallPtrSet<const Stmt *, 16> All;
};
} // namespace

static bool isEndOf(const VarDecl *Variable, const CFGElement &Element) {
  auto Over = Element.getAs<CFGLifetimeEnds>();
  return Variable && Over && Over->getVarDecl() == Variable;
}

static bool isDrop(Flow::Drops Any, const CFGElement &Element) {
  auto Run = Element.getAs<CFGStmt>();
  return isEndOf(Any.Holder, Element) ||
         (Any.Refill && Run && Run->getStmt() == Any.Refill);
}

/// A `throw` that nothing here catches ends everything.
static bool leavesByThrow(const Function &F, const CFGElement &Element) {
  auto Run = Element.getAs<CFGStmt>();
  return Run && isa<CXXThrowExpr>(Run->getStmt()) &&
         !isInTry(F, Run->getStmt());
}

SmallVector<Flow::Place, 4>
Flow::endsOf(const VarDecl *Variable, const Stmt *Start, Stop IsBarrier) const {
  std::optional<Place> From = Graph ? behind(Start) : std::nullopt;
  if (!From)
    return {};
  auto IsEnd = [&](const CFGElement &Element) {
    return isEndOf(Variable, Element) || leavesByThrow(F, Element);
  };
  auto Reached = run(*From, [&](const CFGElement &Element) {
    return IsBarrier(Element) || IsEnd(Element);
  });
  erase_if(Reached, [&](Place At) {
    // Parameters die with the function.
    if (At.Block == &Graph->getExit())
      return Variable && !isa<ParmVarDecl>(Variable);
    return !IsEnd((*At.Block)[At.Index - 1]);
  });
  return Reached;
}

bool Flow::reachesEndOf(const VarDecl *Variable, const Stmt *Start,
                        Statements Barriers) const {
  Markers Walls(Barriers);
  return !endsOf(Variable, Start, [&](const CFGElement &Element) {
            return Walls.have(Element);
          }).empty();
}

bool Flow::reachesEndOf(const VarDecl *Variable, const Stmt *Start,
                        Statements Barriers, Statements Then,
                        Drops Before) const {
  Markers Walls(Barriers);
  auto Ends = endsOf(Variable, Start, [&](const CFGElement &Element) {
    return Walls.have(Element) || isDrop(Before, Element);
  });
  return any_of(Ends,
                [&](Place End) { return runsInto(End, Then, {}, Before); });
}

bool Flow::reaches(const Stmt *Start, Statements Targets, Statements Barriers,
                   Drops Before) const {
  std::optional<Place> From = Graph ? behind(Start) : std::nullopt;
  return From && runsInto(*From, Targets, Barriers, Before);
}

/// The suspension that is run here and may be a real one; null if it is
/// something else.
static const Expr *suspensionIn(const CFGElement &Element) {
  auto Run = Element.getAs<CFGStmt>();
  const auto *Point = Run ? dyn_cast<Expr>(Run->getStmt()) : nullptr;
  return Point && isa<CoroutineSuspendExpr>(Point) && maySuspend(Point)
             ? Point
             : nullptr;
}

SmallVector<Flow::Place, 2> Flow::handlersOf(const Stmt *S) const {
  SmallVector<Place, 2> Found;
  for (const Stmt *Around = F.parent(S); Around;
       S = Around, Around = F.parent(Around))
    if (const auto *Try = dyn_cast<CXXTryStmt>(Around);
        Try && Try->getTryBlock() == S) {
      for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
        if (const CFGBlock *Block = Handlers.lookup(Try->getHandler(I)))
          Found.push_back({Block, 0});
      return Found;
    }
  return Found;
}

std::optional<Flow::Crossing> Flow::crossing(const Stmt *Start,
                                             Statements Targets,
                                             Statements Barriers,
                                             Drops Before) const {
  std::optional<Place> From = Graph ? behind(Start) : std::nullopt;
  if (!From)
    return std::nullopt;
  Markers Ends(Targets), Walls(Barriers);

  // Each block is run through twice at most: as it is entered before any
  // suspension, and after one.
  struct State {
    Place At;
    const Expr *Suspended;
  };
  SmallVector<State, 16> Pending{{*From, nullptr}};
  DenseSet<PointerIntPair<const CFGBlock *, 1, bool>> Seen;
  while (!Pending.empty()) {
    auto [At, Suspended] = Pending.pop_back_val();
    bool IsOver = false;
    for (unsigned I = At.Index; I < At.Block->size() && !IsOver; ++I) {
      const CFGElement &Element = (*At.Block)[I];
      if (Suspended && Ends.have(Element))
        return Crossing{Suspended, Element.castAs<CFGStmt>().getStmt()};
      IsOver = Walls.have(Element) || isDrop(Before, Element);
      const Expr *Point = suspensionIn(Element);
      if (!Point)
        continue;
      if (!M.runsThrough().at(F, Point))
        Suspended = Point;
      if (!Suspended)
        continue;
      for (Place Handler : handlersOf(Point))
        if (Seen.insert({Handler.Block, true}).second)
          Pending.push_back({Handler, Suspended});
    }
    if (IsOver)
      continue;
    for (const CFGBlock *Next : At.Block->succs())
      if (Next && Seen.insert({Next, Suspended != nullptr}).second)
        Pending.push_back({{Next, 0}, Suspended});
  }
  return std::nullopt;
}

const Expr *Flow::suspensionInLifeOf(const VarDecl *Variable) const {
  if (!Graph)
    return nullptr;
  auto Birth = Births.find(Variable);
  if (Birth == Births.end() && !isa<ParmVarDecl>(Variable))
    return nullptr;
  Place From =
      Birth == Births.end() ? Place{&Graph->getEntry(), 0} : Birth->second;
  auto Reached = run(From, [&](const CFGElement &Element) {
    return suspensionIn(Element) || isEndOf(Variable, Element);
  });
  const Expr *First = nullptr;
  for (Place At : Reached) {
    const Expr *Point = At.Index && At.Index <= At.Block->size()
                            ? suspensionIn((*At.Block)[At.Index - 1])
                            : nullptr;
    if (Point && (!First || Point->getBeginLoc() < First->getBeginLoc()))
      First = Point;
  }
  return First;
}

bool Flow::mayEndWithout(Statements Barriers) const {
  Markers Walls(Barriers);
  return Graph &&
         any_of(run({&Graph->getEntry(), 0},
                    [&](const CFGElement &Element) {
                      return Walls.have(Element);
                    }),
                [&](Place At) { return At.Block == &Graph->getExit(); });
}

bool Flow::comesOnlyTo(Statements Points, const CXXCatchStmt *Handler) const {
  const CFGBlock *Start = Handlers.lookup(Handler);
  if (!Start)
    return false;
  auto Reached = run({Start, 0}, [&](const CFGElement &Element) {
    return suspensionIn(Element) != nullptr;
  });
  return !Reached.empty() && all_of(Reached, [&](Place At) {
    return At.Block != &Graph->getExit() &&
           is_contained(Points, suspensionIn((*At.Block)[At.Index - 1]));
  });
}

bool Flow::runsInto(Place From, Statements Targets, Statements Barriers,
                    Drops Before) const {
  Markers Ends(Targets), Walls(Barriers);
  auto Reached = run(From, [&](const CFGElement &Element) {
    return Ends.have(Element) || Walls.have(Element) || isDrop(Before, Element);
  });
  return any_of(Reached, [&](Place At) {
    return At.Block != &Graph->getExit() &&
           Ends.have((*At.Block)[At.Index - 1]);
  });
}

} // namespace corolint::model
