// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "link/CallSummary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace corolint {

void prune(CallSummary &Summary) {
  // From those that do something by themselves, or may by others, backwards.
  DenseMap<std::uint64_t, std::size_t> Indices;
  for (std::size_t I = 0; I != Summary.Functions.size(); ++I)
    Indices.try_emplace(Summary.Functions[I].Symbol, I);
  std::vector<SmallVector<std::size_t, 4>> Callers(Summary.Functions.size());
  std::vector<bool> Matters(Summary.Functions.size());
  std::vector<std::size_t> Pending;
  auto Keep = [&](std::size_t I) {
    if (!Matters[I])
      Pending.push_back(I);
    Matters[I] = true;
  };
  for (std::size_t I = 0; I != Summary.Functions.size(); ++I)
    for (const CallStep &Step : Summary.Functions[I].Steps) {
      auto Known = Indices.find(Step.Callee);
      if (Step.Does == CallStep::Kind::Leads && !Step.IsDispatched &&
          Known != Indices.end())
        Callers[Known->second].push_back(I);
      else
        Keep(I);
    }
  while (!Pending.empty()) {
    std::size_t Known = Pending.back();
    Pending.pop_back();
    for (std::size_t Caller : Callers[Known])
      Keep(Caller);
  }

  for (CallFunction &Function : Summary.Functions)
    erase_if(Function.Steps, [&](const CallStep &Step) {
      auto Known = Indices.find(Step.Callee);
      return Step.Does == CallStep::Kind::Leads && !Step.IsDispatched &&
             Known != Indices.end() && !Matters[Known->second];
    });
  erase_if(Summary.Functions, [](const CallFunction &Function) {
    return Function.Steps.empty() && !Function.IsVirtual &&
           Function.Returns == CallFunction::Kind::Other;
  });
}

// --- as JSON ----------------------------------------------------------------
//
// Files are numbered: their names come again and again.

namespace {

std::string hex(std::uint64_t Symbol) { return utohexstr(Symbol, true); }

bool readSymbol(const json::Value &V, std::uint64_t &Out, json::Path P) {
  auto Text = V.getAsString();
  if (Text && !Text->getAsInteger(16, Out))
    return true;
  P.report("expected a symbol, in hexadecimal");
  return false;
}

class Writer {
public:
  json::Value write(const CallSummary &Summary) {
    json::Array Functions, Open;
    for (const CallFunction &Function : Summary.Functions)
      Functions.push_back(function(Function));
    for (const OpenFinding &Finding : Summary.Open)
      Open.push_back(json::Object{{"if", static_cast<unsigned>(Finding.If.Of)},
                                  {"symbol", hex(Finding.If.Symbol)},
                                  {"dispatched", Finding.If.IsDispatched},
                                  {"finding", Finding.What}});
    return json::Object{{"files", std::move(Files)},
                        {"functions", std::move(Functions)},
                        {"open", std::move(Open)}};
  }

private:
  json::Value place(const Location &Where) {
    if (!Where.isValid())
      return json::Array();
    auto [Known, IsNew] = Numbers.try_emplace(Where.File, Files.size());
    if (IsNew)
      Files.push_back(json::fixUTF8(Where.File));
    return json::Array{Known->second, Where.Offset, Where.Line, Where.Column};
  }

  json::Value step(const CallStep &Step) {
    json::Object Out{{"name", json::fixUTF8(Step.Name)},
                     {"at", place(Step.Where)}};
    if (Step.Does == CallStep::Kind::Leads)
      Out["leads"] = hex(Step.Callee);
    if (Step.IsDispatched)
      Out["dispatched"] = true;
    if (!Step.Reason.empty())
      Out["reason"] = json::fixUTF8(Step.Reason);
    if (Step.Does == CallStep::Kind::Waits) {
      Out["waits"] = json::fixUTF8(Step.Task);
      Out["notes"] = Step.Notes;
    }
    return Out;
  }

  json::Value function(const CallFunction &Function) {
    json::Object Out{{"symbol", hex(Function.Symbol)}};
    if (Function.Returns != CallFunction::Kind::Other)
      Out["returns"] = static_cast<unsigned>(Function.Returns);
    if (Function.IsVirtual)
      Out["virtual"] = true;
    if (!Function.Overrides.empty())
      Out["overrides"] = json::Array(map_range(Function.Overrides, hex));
    json::Array Steps;
    for (const CallStep &Step : Function.Steps)
      Steps.push_back(step(Step));
    Out["steps"] = std::move(Steps);
    return Out;
  }

  json::Array Files;
  StringMap<std::size_t> Numbers;
};

class Reader {
public:
  explicit Reader(json::Path Top) : Top(Top) {}

  bool read(const json::Value &V, CallSummary &Out) {
    json::ObjectMapper O(V, Top);
    const json::Array *Functions = array(V, "functions");
    const json::Array *Open = array(V, "open");
    return O && O.map("files", Files) && Functions && Open &&
           all(*Functions, Top.field("functions"), Out.Functions,
               [&](auto &...Args) { return function(Args...); }) &&
           all(*Open, Top.field("open"), Out.Open,
               [&](auto &...Args) { return finding(Args...); });
  }

private:
  const json::Array *array(const json::Value &V, StringLiteral Name) {
    const json::Object *O = V.getAsObject();
    const json::Array *Found = O ? O->getArray(Name) : nullptr;
    if (!Found)
      Top.field(Name).report("expected an array");
    return Found;
  }

  template <typename T, typename Read>
  bool all(const json::Array &Values, json::Path P, std::vector<T> &Out,
           Read One) {
    Out.resize(Values.size());
    for (std::size_t I = 0; I != Values.size(); ++I) {
      json::Path Here = P.index(I);
      if (!One(Values[I], Out[I], Here))
        return false;
    }
    return true;
  }

  bool place(const json::Value &V, Location &Out, json::Path P) {
    std::vector<std::uint64_t> Numbers;
    if (!fromJSON(V, Numbers, P))
      return false;
    if (Numbers.empty())
      return true;
    if (Numbers.size() != 4 || Numbers[0] >= Files.size()) {
      P.report("expected a file of 'files', an offset, a line and a column");
      return false;
    }
    Out = {Files[Numbers[0]], Numbers[1], static_cast<unsigned>(Numbers[2]),
           static_cast<unsigned>(Numbers[3])};
    return true;
  }

  bool step(const json::Value &V, CallStep &Out, json::Path &P) {
    json::ObjectMapper O(V, P);
    const json::Object *Fields = V.getAsObject();
    const json::Value *At = Fields ? Fields->get("at") : nullptr;
    if (!O || !O.map("name", Out.Name) ||
        !O.mapOptional("dispatched", Out.IsDispatched) ||
        !O.mapOptional("reason", Out.Reason) || !At ||
        !place(*At, Out.Where, P.field("at")))
      return false;
    if (const json::Value *Symbol = Fields->get("leads"))
      return readSymbol(*Symbol, Out.Callee, P.field("leads"));
    Out.Does = CallStep::Kind::Blocks;
    if (!Fields->get("waits"))
      return true;
    Out.Does = CallStep::Kind::Waits;
    return O.map("waits", Out.Task) && O.map("notes", Out.Notes);
  }

  bool function(const json::Value &V, CallFunction &Out, json::Path &P) {
    json::ObjectMapper O(V, P);
    unsigned Returns = 0;
    if (!O || !O.mapOptional("returns", Returns) ||
        !O.mapOptional("virtual", Out.IsVirtual))
      return false;
    Out.Returns = static_cast<CallFunction::Kind>(
        std::min(Returns, static_cast<unsigned>(CallFunction::Kind::Unsure)));
    const json::Object &Fields = *V.getAsObject();
    const json::Value *Symbol = Fields.get("symbol");
    const json::Array *Steps = Fields.getArray("steps");
    if (!Symbol || !Steps) {
      P.report("expected a symbol and steps");
      return false;
    }
    if (const json::Array *Overrides = Fields.getArray("overrides"))
      if (!all(*Overrides, P.field("overrides"), Out.Overrides, readSymbol))
        return false;
    return readSymbol(*Symbol, Out.Symbol, P.field("symbol")) &&
           all(*Steps, P.field("steps"), Out.Steps,
               [&](auto &...Args) { return step(Args...); });
  }

  bool finding(const json::Value &V, OpenFinding &Out, json::Path &P) {
    json::ObjectMapper O(V, P);
    unsigned Of = 0;
    const json::Object *Fields = V.getAsObject();
    const json::Value *Symbol = Fields ? Fields->get("symbol") : nullptr;
    if (!O || !O.map("if", Of) || !O.map("dispatched", Out.If.IsDispatched) ||
        !O.map("finding", Out.What) || !Symbol)
      return false;
    Out.If.Of = static_cast<Condition::Kind>(
        std::min(Of, static_cast<unsigned>(Condition::Kind::IsFresh)));
    return readSymbol(*Symbol, Out.If.Symbol, P.field("symbol"));
  }

  json::Path Top;
  std::vector<std::string> Files;
};

} // namespace

json::Value toJSON(const CallSummary &Summary) {
  return Writer().write(Summary);
}

bool fromJSON(const json::Value &V, CallSummary &Out, json::Path P) {
  return Reader(P).read(V, Out);
}

} // namespace corolint
