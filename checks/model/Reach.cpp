// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Reach.h"
#include "Model.h"
#include "Nearest.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// `dump(); std::exit(1);`: the last words of a program hold nobody up.
static bool precedesTheEnd(const Function &F, const Step &Of) {
  return Of.Made && any_of(F.endings(), [&](const CallExpr *End) {
           const Stmt *Around = F.parent(End);
           // `assert(n)` ends the program only if it fails.
           while (isa_and_nonnull<FullExpr, CastExpr>(Around))
             Around = F.parent(Around);
           return isa_and_nonnull<CompoundStmt>(Around) &&
                  F.isWithin(Of.Made, Around) &&
                  Of.Made->getBeginLoc() <= End->getBeginLoc();
         });
}

bool leadsOn(Model &M, const Step &S) {
  // Where the vocabulary speaks of a function, nobody asks its body.
  return !S.IsDispatched && !M.blocking().isJudged(S.Callee) &&
         !M.steps(S.Callee).empty();
}

bool countsForCallers(Model &M, const FunctionDecl *Decl, const Step &S) {
  const Function *F = M.function(Decl);
  return !(F && (F->coroutine() || precedesTheEnd(*F, S))) &&
         !M.words().plays(Decl, Role::NonBlocking);
}

void Reach::searchAll() {
  // All functions at once: what a recursive one comes to must not depend on
  // which of them is asked for first.
  IsSearched = true;
  std::vector<const FunctionDecl *> Nodes;
  DenseMap<const FunctionDecl *, unsigned> Indices;
  auto IndexOf = [&](const FunctionDecl *Decl) {
    Decl = M.definition(Decl);
    auto [Slot, IsNew] = Indices.try_emplace(Decl, Nodes.size());
    if (IsNew)
      Nodes.push_back(Decl);
    return Slot->second;
  };
  for (const Function &F : M.functions())
    if (F.decl())
      IndexOf(F.decl());

  std::vector<Edges> Graph;
  for (unsigned Node = 0; Node != Nodes.size(); ++Node) {
    const FunctionDecl *Decl = Nodes[Node];
    const Function *F = M.function(Decl);
    Edges &Out = Graph.emplace_back();
    for (const Step &S : M.steps(Decl)) {
      unsigned Next = leadsOn(M, S) ? IndexOf(S.Callee) : Nowhere;
      if (!countsForCallers(M, Decl, S))
        Out.push_back(Nowhere);
      else
        Out.push_back(Does(F, S) ? Goal : Next);
    }
  }

  std::vector<int> Nearest = nearestEdges(Graph);
  for (unsigned Node = 0; Node != Nodes.size(); ++Node)
    if (int Edge = Nearest[Node]; Edge != NoWay)
      Ways.try_emplace(Nodes[Node], Found{M.steps(Nodes[Node])[Edge],
                                          Graph[Node][Edge] == Goal});
}

Chain Reach::within(const FunctionDecl *Callee) {
  if (!IsSearched)
    searchAll();
  Chain Steps;
  for (;;) {
    auto Way = Ways.find(M.definition(Callee));
    if (Way == Ways.end())
      return Steps;
    Steps.push_back(Way->second.Nearest);
    if (Way->second.IsIt)
      return Steps;
    Callee = Way->second.Nearest.Callee;
  }
}

Chain Reach::chainFrom(const Function &F, const Step &S) {
  if (precedesTheEnd(F, S))
    return {};
  if (Does(&F, S))
    return {S};
  if (!leadsOn(M, S))
    return {};
  Chain Rest = within(S.Callee);
  if (!Rest.empty())
    Rest.insert(Rest.begin(), S);
  return Rest;
}

} // namespace corolint::model
