// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Finding.h"

using namespace llvm;

namespace corolint {

StringRef severityName(Severity Level) {
  switch (Level) {
  case Severity::Hint:
    return "hint";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  return "warning";
}

// Arrays, whose fields are told by their place: every object of llvm::json
// takes kilobytes, and a project has thousands of these.

json::Value toJSON(const Location &L) {
  return json::Array{json::fixUTF8(L.File), L.Offset, L.Line, L.Column};
}

json::Value toJSON(const Range &R) { return json::Array{R.Begin, R.End}; }

json::Value toJSON(const Fix &F) {
  return json::Array{json::fixUTF8(F.File), F.Offset, F.Length,
                     json::fixUTF8(F.Text)};
}

json::Value toJSON(const Note &N) {
  return json::Array{json::fixUTF8(N.Message), N.Where, N.Ranges, N.Fixes};
}

json::Value toJSON(const Finding &F) {
  return json::Array{F.Check,
                     severityName(F.Level),
                     json::fixUTF8(F.Message),
                     F.Where,
                     F.Ranges,
                     F.Notes,
                     F.Fixes,
                     F.Fixed,
                     F.NotFixed};
}

template <typename... Fields>
static bool readFields(const json::Value &V, json::Path P, Fields &...Out) {
  const json::Array *In = V.getAsArray();
  if (!In || In->size() != sizeof...(Fields)) {
    P.report("expected an array of another length");
    return false;
  }
  std::size_t Next = 0;
  auto Read = [&](auto &Field) {
    std::size_t I = Next++;
    return fromJSON((*In)[I], Field, P.index(I));
  };
  return (Read(Out) && ...);
}

bool fromJSON(const json::Value &V, Severity &Out, json::Path P) {
  for (Severity Level : {Severity::Hint, Severity::Warning, Severity::Error})
    if (V.getAsString() == severityName(Level)) {
      Out = Level;
      return true;
    }
  P.report("expected hint, warning or error");
  return false;
}

bool fromJSON(const json::Value &V, Location &Out, json::Path P) {
  return readFields(V, P, Out.File, Out.Offset, Out.Line, Out.Column);
}

bool fromJSON(const json::Value &V, Range &Out, json::Path P) {
  return readFields(V, P, Out.Begin, Out.End);
}

bool fromJSON(const json::Value &V, Fix &Out, json::Path P) {
  return readFields(V, P, Out.File, Out.Offset, Out.Length, Out.Text);
}

bool fromJSON(const json::Value &V, Note &Out, json::Path P) {
  return readFields(V, P, Out.Message, Out.Where, Out.Ranges, Out.Fixes);
}

bool fromJSON(const json::Value &V, Finding &Out, json::Path P) {
  return readFields(V, P, Out.Check, Out.Level, Out.Message, Out.Where,
                    Out.Ranges, Out.Notes, Out.Fixes, Out.Fixed, Out.NotFixed);
}

} // namespace corolint
