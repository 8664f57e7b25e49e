// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Flow.h"

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

Flow::Flow(ASTContext &Ctx, const Function &F) : F(F), Graph(graphOf(Ctx, F)) {
  if (!Graph)
    return;
  for (const CFGBlock *Block : *Graph) {
    unsigned Index = 0;
    for (const CFGElement &Element : *Block) {
      ++Index;
      if (auto Run = Element.getAs<CFGStmt>())
        Places.try_emplace(Run->getStmt(), Place{Block, Index});
    }
  }
}

std::optional<Flow::Place> Flow::behind(const Stmt *S) const {
  // What an expression is wrapped in runs with it.
  for (; S; S = F.parent(S))
    if (auto Found = Places.find(S); Found != Places.end())
      return Found->second;
  return std::nullopt;
}

/// The element by which the graph shows that \p Barrier is run. A range-for is
/// run when its range is, even if that turns out to be empty.
static const Stmt *marker(const Stmt *Barrier) {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(Barrier))
    return Range->getRangeStmt();
  return Barrier;
}

bool Flow::reachesEndOf(const VarDecl *Variable, const Stmt *Start,
                        Statements Barriers) const {
  std::optional<Place> From = Graph ? behind(Start) : std::nullopt;
  if (!From)
    return false;
  DenseSet<const Stmt *> Stops;
  for (const Stmt *Barrier : Barriers)
    Stops.insert(marker(Barrier));

  enum class End { None, Barrier, Variable };
  auto Run = [&](const CFGBlock *Block, unsigned Index) {
    for (; Index < Block->size(); ++Index) {
      const CFGElement Element = (*Block)[Index];
      if (auto S = Element.getAs<CFGStmt>(); S && Stops.contains(S->getStmt()))
        return End::Barrier;
      if (auto Over = Element.getAs<CFGLifetimeEnds>();
          Over && Over->getVarDecl() == Variable)
        return End::Variable;
    }
    // Parameters die with the function.
    if (Block == &Graph->getExit() && isa<ParmVarDecl>(Variable))
      return End::Variable;
    return End::None;
  };

  SmallVector<const CFGBlock *, 16> Pending;
  DenseSet<const CFGBlock *> Seen;
  auto Follow = [&](const CFGBlock *Block, unsigned Index) {
    End Reached = Run(Block, Index);
    if (Reached == End::None)
      for (const CFGBlock *Next : Block->succs())
        if (Next && Seen.insert(Next).second)
          Pending.push_back(Next);
    return Reached == End::Variable;
  };
  if (Follow(From->Block, From->Index))
    return true;
  while (!Pending.empty())
    if (Follow(Pending.pop_back_val(), 0))
      return true;
  return false;
}

} // namespace corolint::model
