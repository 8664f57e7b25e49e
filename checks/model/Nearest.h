// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The nearest way to a goal, for every node of a graph at once. Two graphs want
// it: the functions of one translation unit, and those of a whole program. The
// answer depends on the graph alone, not on who asks first.

#ifndef COROLINT_CHECKS_MODEL_NEAREST_H
#define COROLINT_CHECKS_MODEL_NEAREST_H

#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace corolint::model {

/// An edge leads to a node, to the goal, or nowhere.
constexpr unsigned Goal = ~0u;
constexpr unsigned Nowhere = ~0u - 1;
using Edges = llvm::SmallVector<unsigned, 8>;

constexpr int NoWay = -1;

/// For each node the index of the edge that leads to the goal by the fewest
/// steps, the first of equals; NoWay if none does.
inline std::vector<int> nearestEdges(const std::vector<Edges> &Graph) {
  std::vector<llvm::SmallVector<unsigned, 4>> From(Graph.size());
  std::vector<int> Chosen(Graph.size(), NoWay);
  std::vector<unsigned> Length(Graph.size(), ~0u), Level, Next;
  auto Settle = [&](unsigned Node, auto LeadsOn) {
    for (unsigned I = 0; I != Graph[Node].size(); ++I)
      if (LeadsOn(Graph[Node][I])) {
        Chosen[Node] = static_cast<int>(I);
        Next.push_back(Node);
        return;
      }
  };
  for (unsigned Node = 0; Node != Graph.size(); ++Node) {
    for (unsigned To : Graph[Node])
      if (To < Nowhere)
        From[To].push_back(Node);
    Settle(Node, [](unsigned To) { return To == Goal; });
  }
  for (unsigned Steps = 0; !Next.empty(); ++Steps) {
    Level.swap(Next);
    Next.clear();
    for (unsigned Node : Level)
      Length[Node] = Steps;
    for (unsigned Reached : Level)
      for (unsigned Node : From[Reached])
        if (Chosen[Node] == NoWay)
          Settle(Node, [&](unsigned To) {
            return To < Nowhere && Length[To] == Steps;
          });
  }
  return Chosen;
}

} // namespace corolint::model

#endif
