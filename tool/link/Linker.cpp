// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "link/Linker.h"
#include "model/Nearest.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;
using namespace corolint::model;

namespace corolint {

/// Where two units do not agree on a function, it is not known.
static void merge(CallFunction &Known, CallFunction Other) {
  erase_if(Known.Steps, [&](const CallStep &Step) {
    return !is_contained(Other.Steps, Step);
  });
  if (Known.Returns != Other.Returns)
    Known.Returns = CallFunction::Kind::Unsure;
  Known.IsVirtual |= Other.IsVirtual;
  append_range(Known.Overrides, Other.Overrides);
  llvm::sort(Known.Overrides);
  Known.Overrides.erase(llvm::unique(Known.Overrides), Known.Overrides.end());
}

void Linker::addLibrary(CallSummary Summary) {
  for (CallFunction &Function : Summary.Functions) {
    auto Known = Functions.find(Function.Symbol);
    if (Known == Functions.end())
      Functions.emplace(Function.Symbol, std::move(Function));
    else
      merge(Known->second, std::move(Function));
  }
}

void Linker::add(CallSummary Summary) {
  std::move(Summary.Open.begin(), Summary.Open.end(), std::back_inserter(Open));
  addLibrary(std::move(Summary));
}

CallSummary Linker::merged() const {
  CallSummary All;
  for (const auto &[Symbol, Function] : Functions)
    All.Functions.push_back(Function);
  All.Open = Open;
  llvm::sort(All.Open);
  return All;
}

DenseSet<std::uint32_t> Linker::asked() const {
  std::multimap<std::uint64_t, std::uint64_t> Overriders;
  for (const auto &[Symbol, Function] : Functions)
    for (std::uint64_t Base : Function.Overrides)
      Overriders.emplace(Base, Symbol);

  DenseSet<std::uint32_t> Words;
  std::set<std::uint64_t> Reached;
  std::vector<std::uint64_t> Pending;
  auto Reach = [&](std::uint64_t Symbol) {
    if (Reached.insert(Symbol).second)
      Pending.push_back(Symbol);
  };
  auto Ask = [&](std::uint64_t Symbol, bool IsDispatched, std::uint32_t Word) {
    Words.insert(Word);
    Reach(Symbol);
    if (IsDispatched)
      for (auto [I, End] = Overriders.equal_range(Symbol); I != End; ++I)
        Reach(I->second);
  };
  for (const OpenFindings &F : Open)
    Ask(F.If.Symbol, F.If.IsDispatched, F.If.Word);
  while (!Pending.empty()) {
    auto Known = Functions.find(Pending.back());
    Pending.pop_back();
    if (Known != Functions.end())
      for (const CallStep &Step : Known->second.Steps)
        if (Step.Does == CallStep::Kind::Leads)
          Ask(Step.Callee, Step.IsDispatched, Step.Word);
  }
  return Words;
}

namespace {

/// The functions as a graph, with the nearest ways to one kind of step.
class Ways {
public:
  Ways(const std::map<std::uint64_t, CallFunction> &Functions,
       CallStep::Kind Goal, bool IsWhole)
      : IsWhole(IsWhole) {
    for (const auto &[Symbol, Function] : Functions) {
      Indices.emplace(Symbol, Nodes.size());
      Nodes.push_back(&Function);
      for (std::uint64_t Base : Function.Overrides)
        Overriders[Base].push_back(&Function);
    }
    std::vector<Edges> Graph;
    for (const CallFunction *Function : Nodes) {
      Edges &Out = Graph.emplace_back();
      for (const CallStep &Step : Function->Steps)
        Out.push_back(Step.Does == CallStep::Kind::Leads
                          ? find(Step.Callee, Step.IsDispatched)
                      : Step.Does == Goal ? model::Goal
                                          : Nowhere);
    }
    Nearest = nearestEdges(Graph);
  }

  /// Empty if the function is not known to come to it.
  std::vector<const CallStep *> from(std::uint64_t Symbol,
                                     bool IsDispatched) const {
    std::vector<const CallStep *> Way;
    for (unsigned Node = find(Symbol, IsDispatched);
         Node != Nowhere && Nearest[Node] != NoWay;) {
      Way.push_back(&Nodes[Node]->Steps[Nearest[Node]]);
      if (Way.back()->Does != CallStep::Kind::Leads)
        break;
      Node = find(Way.back()->Callee, Way.back()->IsDispatched);
    }
    return Way;
  }

private:
  /// What a call of \p Symbol runs: an index in Nodes, or Nowhere.
  unsigned find(std::uint64_t Symbol, bool IsDispatched) const {
    auto Named = Indices.find(Symbol);
    if (!IsDispatched)
      return Named == Indices.end() ? Nowhere : Named->second;
    if (!IsWhole)
      return Nowhere;
    auto Others = Overriders.find(Symbol);
    std::size_t Count = Others == Overriders.end() ? 0 : Others->second.size();
    bool HasOwn = Named != Indices.end() && Nodes[Named->second]->IsVirtual;
    if (Count + HasOwn != 1)
      return Nowhere;
    return HasOwn ? Named->second : Indices.at(Others->second.front()->Symbol);
  }

  bool IsWhole;
  std::vector<const CallFunction *> Nodes;
  std::map<std::uint64_t, unsigned> Indices;
  std::map<std::uint64_t, std::vector<const CallFunction *>> Overriders;
  std::vector<int> Nearest;
};

void replace(std::string &Text, StringRef Placeholder, StringRef With) {
  if (auto At = Text.find(Placeholder.str()); At != std::string::npos)
    Text.replace(At, Placeholder.size(), With.str());
}

Finding complete(Finding F, ArrayRef<const CallStep *> Way) {
  const CallStep &Last = *Way.back();
  replace(F.Message, LastStep, Last.Name);
  replace(F.Message, WaitedTask, Last.Task);
  std::vector<Note> Notes;
  for (const CallStep *Step : Way)
    if (Step->Where.isValid())
      Notes.push_back(
          {Step->Name + " is called here" +
               (Step->Reason.empty() ? "" : ", and " + Step->Reason),
           Step->Where,
           {},
           {}});
  append_range(Notes, Last.Notes);
  auto Advice = F.Notes.empty() ? F.Notes.end() : std::prev(F.Notes.end());
  F.Notes.insert(Advice, std::make_move_iterator(Notes.begin()),
                 std::make_move_iterator(Notes.end()));
  return F;
}

} // namespace

std::vector<Finding> Linker::decide(bool IsWhole) const {
  Ways Blocking(Functions, CallStep::Kind::Blocks, IsWhole);
  Ways Waiting(Functions, CallStep::Kind::Waits, IsWhole);
  auto Returns = [&](const Condition &If) {
    auto Known = Functions.find(If.Symbol);
    return Known == Functions.end() ? CallFunction::Kind::Other
                                    : Known->second.Returns;
  };

  std::vector<Finding> Stand;
  auto Add = [&](const OpenFindings &Of, ArrayRef<const CallStep *> Way) {
    // Whoever took it from elsewhere has read it.
    for (Finding &F : cantFail(Of.findings()))
      Stand.push_back(Way.empty() ? std::move(F) : complete(std::move(F), Way));
  };
  for (const OpenFindings &F : Open) {
    switch (F.If.Of) {
    case Condition::Kind::None:
      Add(F, {});
      break;
    case Condition::Kind::Blocks:
    case Condition::Kind::Waits: {
      const Ways &Of = F.If.Of == Condition::Kind::Blocks ? Blocking : Waiting;
      if (auto Way = Of.from(F.If.Symbol, F.If.IsDispatched); !Way.empty())
        Add(F, Way);
      break;
    }
    case Condition::Kind::RunsLater:
      if (Returns(F.If) == CallFunction::Kind::Lazy)
        Add(F, {});
      break;
    case Condition::Kind::IsFresh:
      if (Returns(F.If) != CallFunction::Kind::Known)
        Add(F, {});
      break;
    }
  }
  return Stand;
}

} // namespace corolint
