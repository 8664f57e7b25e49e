// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Agglomerative clustering: again and again the two whose union saves most
// become one. To choose for one set after the other would depend on their
// order, and a cluster of many would lose all that it has in common.

#include "cli/Clusters.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <queue>
#include <tuple>

using namespace llvm;

namespace corolint {
namespace {

/// Each is compared with each; of more, those that stand side by side.
constexpr std::size_t AtOnce = 1000;

class Agglomeration {
public:
  explicit Agglomeration(ArrayRef<unsigned> Costs) : Costs(Costs) {}

  void add(const BitVector &Set, std::size_t Member) {
    auto [Slot, IsNew] = ByCommon.try_emplace(Set, Clusters.size());
    if (IsNew)
      Clusters.push_back({{}, Set});
    Clusters[Slot->second].Members.push_back(Member);
  }

  std::vector<Cluster> run() {
    for (std::size_t I = 0; I != Clusters.size(); ++I)
      compare(I);
    while (!Pairs.empty()) {
      auto [Gain, Later, Earlier] = Pairs.top();
      Pairs.pop();
      if (isLeft(Later) && isLeft(Earlier))
        unite(Clusters[Earlier], Clusters[Later]);
    }
    erase_if(Clusters, [](const Cluster &C) { return C.Members.empty(); });
    return std::move(Clusters);
  }

private:
  bool isLeft(std::size_t I) const { return !Clusters[I].Members.empty(); }

  void unite(Cluster &A, Cluster &B) {
    Cluster Both = std::move(A);
    append_range(Both.Members, B.Members);
    Both.Common &= B.Common;
    A.Members.clear();
    B.Members.clear();
    Clusters.push_back(std::move(Both));
    compare(Clusters.size() - 1);
  }

  /// With all that came before it.
  void compare(std::size_t New) {
    const auto &[Members, Common] = Clusters[New];
    Saved.push_back(saving(Members.size(), Common));
    for (std::size_t I = 0; I != New; ++I) {
      if (!isLeft(I))
        continue;
      BitVector Both = Common;
      Both &= Clusters[I].Common;
      std::int64_t Gain =
          saving(Members.size() + Clusters[I].Members.size(), Both) -
          Saved[New] - Saved[I];
      if (Gain > 0)
        Pairs.push({Gain, New, I});
    }
  }

  /// All members but one are spared what they have in common.
  std::int64_t saving(std::size_t Members, const BitVector &Common) const {
    std::int64_t Cost = 0;
    for (unsigned Thing : Common.set_bits())
      Cost += Costs[Thing];
    return static_cast<std::int64_t>(Members - 1) * Cost;
  }

  ArrayRef<unsigned> Costs;
  std::vector<Cluster> Clusters;   ///< no members: it is part of a later one
  std::vector<std::int64_t> Saved; ///< by each of them
  DenseMap<BitVector, std::size_t> ByCommon;
  std::priority_queue<std::tuple<std::int64_t, std::size_t, std::size_t>> Pairs;
};

} // namespace

std::vector<Cluster> clustersOf(ArrayRef<BitVector> Sets,
                                ArrayRef<unsigned> Costs) {
  std::vector<Cluster> All;
  for (std::size_t Begin = 0; Begin < Sets.size(); Begin += AtOnce) {
    Agglomeration Some(Costs);
    for (std::size_t I = Begin; I != std::min(Begin + AtOnce, Sets.size()); ++I)
      Some.add(Sets[I], I);
    append_range(All, Some.run());
  }
  for (Cluster &C : All)
    llvm::sort(C.Members);
  llvm::sort(All, [](const Cluster &A, const Cluster &B) {
    return A.Members.front() < B.Members.front();
  });
  return All;
}

} // namespace corolint
