// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Starts.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

Starts::Starts(const Flow &Order, Flow::Statements All)
    : Order(Order), All(All) {
  if (!Order.Graph)
    return;
  for (unsigned I = 0; I != All.size(); ++I)
    if (std::optional<Flow::Place> Behind = Order.behind(All[I])) {
      Places[{Behind->Block, Behind->Index}].push_back(I);
      auto [First, IsNew] = Blocks.insert({Behind->Block, Behind->Index});
      First->second = std::min(First->second, Behind->Index);
    }
}

ArrayRef<unsigned> Starts::at(const CFGBlock *Block, unsigned Index) const {
  auto Found = Places.find({Block, Index});
  return Found == Places.end() ? ArrayRef<unsigned>() : ArrayRef(Found->second);
}

static const Stmt *statementOf(const CFGElement &Element) {
  auto Run = Element.getAs<CFGStmt>();
  return Run ? Run->getStmt() : nullptr;
}

void Starts::run(function_ref<Then(const Stmt *)> Visit) const {
  SmallVector<Flow::Place, 16> Pending;
  for (const auto &[Block, First] : Blocks)
    Pending.push_back({Block, First});
  DenseSet<const CFGBlock *> Entered;
  while (!Pending.empty()) {
    auto [Block, From] = Pending.pop_back_val();
    bool IsOnPath = true;
    for (unsigned I = From; I != Block->size(); ++I) {
      IsOnPath |= !at(Block, I).empty();
      const Stmt *S = IsOnPath ? statementOf((*Block)[I]) : nullptr;
      if (!S)
        continue;
      Then Next = Visit(S);
      if (Next == Then::End)
        return;
      IsOnPath = Next == Then::GoOn;
    }
    if (!IsOnPath && at(Block, Block->size()).empty())
      continue;
    // What is near in the text is mostly what is looked for: that first.
    for (const CFGBlock *Next :
         reverse(make_range(Block->succ_begin(), Block->succ_end())))
      if (Next && Entered.insert(Next).second)
        Pending.push_back({Next, 0});
  }
}

Starts::Reached Starts::reached(Barrier IsBarrier) const {
  Reached Found;
  run([&](const Stmt *S) {
    Found.insert(S);
    return IsBarrier(S) ? Then::Leave : Then::GoOn;
  });
  return Found;
}

bool Starts::leadTo(const Stmt *Target, Barrier IsBarrier) const {
  bool Found = false;
  run([&](const Stmt *S) {
    Found |= S == Target;
    return Found ? Then::End : IsBarrier(S) ? Then::Leave : Then::GoOn;
  });
  return Found;
}

namespace {
/// Starts that lead to a place. Two will do to say whether one is another.
class Sources {
public:
  bool add(unsigned Start) {
    if (is_contained(Known, Start) || Known.size() == 2)
      return false;
    Known.push_back(Start);
    return true;
  }
  ArrayRef<unsigned> known() const { return Known; }

private:
  SmallVector<unsigned, 2> Known;
};
} // namespace

Starts::Reached Starts::reachedFromOthers() const {
  Reached Found;
  DenseMap<const CFGBlock *, Sources> Entering;
  SmallVector<const CFGBlock *, 16> Pending(make_first_range(Blocks));
  while (!Pending.empty()) {
    const CFGBlock *Block = Pending.pop_back_val();
    Sources Here = Entering.lookup(Block);
    for (unsigned I = 0; I <= Block->size(); ++I) {
      for (unsigned Start : at(Block, I))
        Here.add(Start);
      const Stmt *S = I < Block->size() ? statementOf((*Block)[I]) : nullptr;
      auto IsOther = [&](unsigned Start) { return All[Start] != S; };
      if (S && any_of(Here.known(), IsOther))
        Found.insert(S);
    }
    for (const CFGBlock *Next : Block->succs()) {
      bool IsNews = false;
      if (Next)
        for (unsigned Start : Here.known())
          IsNews |= Entering[Next].add(Start);
      if (IsNews)
        Pending.push_back(Next);
    }
  }
  return Found;
}

SmallVector<const Stmt *, 4> Starts::leadingTo(Flow::Statements Targets,
                                               Barrier IsBarrier) const {
  SmallPtrSet<const Stmt *, 4> Ends(Targets.begin(), Targets.end());
  SmallVector<Flow::Place, 16> Pending; // from where the rest leads there
  for (const Stmt *Target : Targets)
    for (Flow::Place Behind : Order.occurrences(Target))
      Pending.push_back({Behind.Block, Behind.Index - 1});
  SmallVector<unsigned, 4> Found;
  DenseSet<const CFGBlock *> Left; // through their ends
  while (!Pending.empty()) {
    auto [Block, Index] = Pending.pop_back_val();
    for (;; --Index) {
      append_range(Found, at(Block, Index));
      if (!Index)
        break;
      const Stmt *S = statementOf((*Block)[Index - 1]);
      if (S && (Ends.contains(S) || IsBarrier(S)))
        break;
    }
    if (Index)
      continue;
    for (const CFGBlock *Before : Block->preds())
      if (Before && Left.insert(Before).second)
        Pending.push_back({Before, Before->size()});
  }
  llvm::sort(Found);
  Found.erase(llvm::unique(Found), Found.end());
  return to_vector<4>(
      map_range(Found, [&](unsigned Start) { return All[Start]; }));
}

} // namespace corolint::model
