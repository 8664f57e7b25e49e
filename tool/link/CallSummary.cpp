// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "link/CallSummary.h"
#include "JsonText.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

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

OpenFindings::OpenFindings(const Condition &If,
                           const std::vector<Finding> &Findings)
    : If(If),
      Text(jsonText([&](json::OStream &J) { writeJSON(J, Findings); })) {}

Expected<std::vector<Finding>> OpenFindings::findings() const {
  std::vector<Finding> Findings;
  json::Path::Root Root;
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed)
    return Parsed.takeError();
  if (!fromJSON(*Parsed, Findings, Root))
    return Root.getError();
  return Findings;
}

// --- as JSON ----------------------------------------------------------------
//
// Files are numbered: their names come again and again. Functions and steps are
// arrays: there are many, and every object of llvm::json takes kilobytes.
//
//   function: symbol, what it returns, is it virtual, overridden, steps
//   step:     0, name, place, callee, is it dispatched, word
//             1, name, place, reason
//             2, name, place, task, notes
//   open:     if, symbol, is it dispatched, word, findings as text

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
  explicit Writer(json::OStream &J) : J(J) {}

  void write(const CallSummary &Summary) {
    J.object([&] {
      J.attributeArray("functions", [&] {
        for (const CallFunction &Function : Summary.Functions)
          J.array([&] { write(Function); });
      });
      J.attributeArray("open", [&] {
        for (const OpenFindings &Findings : Summary.Open)
          J.array([&] { write(Findings); });
      });
      J.attributeArray("files", [&] {
        for (StringRef File : Files)
          J.value(json::fixUTF8(File));
      });
    });
  }

private:
  void write(const Location &Where) {
    if (!Where.isValid())
      return;
    auto [Known, IsNew] = Numbers.try_emplace(Where.File, Files.size());
    if (IsNew)
      Files.push_back(Known->first());
    J.value(Known->second);
    J.value(Where.Offset);
    J.value(Where.Line);
    J.value(Where.Column);
  }

  void write(const CallStep &Step) {
    J.value(static_cast<unsigned>(Step.Does));
    J.value(json::fixUTF8(Step.Name));
    J.array([&] { write(Step.Where); });
    switch (Step.Does) {
    case CallStep::Kind::Leads:
      J.value(hex(Step.Callee));
      J.value(Step.IsDispatched);
      J.value(Step.Word);
      break;
    case CallStep::Kind::Blocks:
      J.value(json::fixUTF8(Step.Reason));
      break;
    case CallStep::Kind::Waits:
      J.value(json::fixUTF8(Step.Task));
      writeJSON(J, Step.Notes);
      break;
    }
  }

  void write(const CallFunction &Function) {
    J.value(hex(Function.Symbol));
    J.value(static_cast<unsigned>(Function.Returns));
    J.value(Function.IsVirtual);
    J.array([&] {
      for (std::uint64_t Base : Function.Overrides)
        J.value(hex(Base));
    });
    J.array([&] {
      for (const CallStep &Step : Function.Steps)
        J.array([&] { write(Step); });
    });
  }

  void write(const OpenFindings &Findings) {
    J.value(static_cast<unsigned>(Findings.If.Of));
    J.value(hex(Findings.If.Symbol));
    J.value(Findings.If.IsDispatched);
    J.value(Findings.If.Word);
    J.value(Findings.Text);
  }

  json::OStream &J;
  std::vector<StringRef> Files;
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
               [&](auto &...Args) { return open(Args...); });
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

  /// Null, and said, if \p V is no array of as many.
  const json::Array *tuple(const json::Value &V, std::size_t Size,
                           json::Path P) {
    const json::Array *Fields = V.getAsArray();
    if (Fields && Fields->size() >= Size)
      return Fields;
    P.report("expected a longer array");
    return nullptr;
  }

  bool step(const json::Value &V, CallStep &Out, json::Path &P) {
    const json::Array *In = tuple(V, 4, P);
    unsigned Does = 0;
    if (!In || !fromJSON((*In)[0], Does, P.index(0)) ||
        !fromJSON((*In)[1], Out.Name, P.index(1)) ||
        !place((*In)[2], Out.Where, P.index(2)))
      return false;
    const json::Value &Third = (*In)[3];
    if (Does == static_cast<unsigned>(CallStep::Kind::Blocks)) {
      Out.Does = CallStep::Kind::Blocks;
      return fromJSON(Third, Out.Reason, P.index(3));
    }
    if (!tuple(V, 5, P))
      return false;
    const json::Value &Fourth = (*In)[4];
    if (Does == static_cast<unsigned>(CallStep::Kind::Leads))
      return tuple(V, 6, P) && readSymbol(Third, Out.Callee, P.index(3)) &&
             fromJSON(Fourth, Out.IsDispatched, P.index(4)) &&
             fromJSON((*In)[5], Out.Word, P.index(5));
    Out.Does = CallStep::Kind::Waits;
    return fromJSON(Third, Out.Task, P.index(3)) &&
           fromJSON(Fourth, Out.Notes, P.index(4));
  }

  bool function(const json::Value &V, CallFunction &Out, json::Path &P) {
    const json::Array *In = tuple(V, 5, P);
    unsigned Returns = 0;
    if (!In || !readSymbol((*In)[0], Out.Symbol, P.index(0)) ||
        !fromJSON((*In)[1], Returns, P.index(1)) ||
        !fromJSON((*In)[2], Out.IsVirtual, P.index(2)))
      return false;
    Out.Returns = static_cast<CallFunction::Kind>(
        std::min(Returns, static_cast<unsigned>(CallFunction::Kind::Unsure)));
    const json::Array *Overrides = tuple((*In)[3], 0, P.index(3));
    const json::Array *Steps = tuple((*In)[4], 0, P.index(4));
    return Overrides && Steps &&
           all(*Overrides, P.index(3), Out.Overrides, readSymbol) &&
           all(*Steps, P.index(4), Out.Steps,
               [&](auto &...Args) { return step(Args...); });
  }

  bool open(const json::Value &V, OpenFindings &Out, json::Path &P) {
    const json::Array *In = tuple(V, 5, P);
    unsigned Of = 0;
    if (!In || !fromJSON((*In)[0], Of, P.index(0)))
      return false;
    Out.If.Of = static_cast<Condition::Kind>(
        std::min(Of, static_cast<unsigned>(Condition::Kind::IsFresh)));
    return readSymbol((*In)[1], Out.If.Symbol, P.index(1)) &&
           fromJSON((*In)[2], Out.If.IsDispatched, P.index(2)) &&
           fromJSON((*In)[3], Out.If.Word, P.index(3)) &&
           fromJSON((*In)[4], Out.Text, P.index(4));
  }

  json::Path Top;
  std::vector<std::string> Files;
};

} // namespace

void writeJSON(json::OStream &J, const CallSummary &Summary) {
  Writer(J).write(Summary);
}

bool fromJSON(const json::Value &V, CallSummary &Out, json::Path P) {
  return Reader(P).read(V, Out);
}

} // namespace corolint
