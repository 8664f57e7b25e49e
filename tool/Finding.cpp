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

json::Value toJSON(const Location &L) {
  return json::Object{{"file", json::fixUTF8(L.File)},
                      {"offset", L.Offset},
                      {"line", L.Line},
                      {"column", L.Column}};
}

json::Value toJSON(const Range &R) {
  return json::Object{{"begin", R.Begin}, {"end", R.End}};
}

json::Value toJSON(const Fix &F) {
  return json::Object{{"file", json::fixUTF8(F.File)},
                      {"offset", F.Offset},
                      {"length", F.Length},
                      {"text", json::fixUTF8(F.Text)}};
}

json::Value toJSON(const Note &N) {
  return json::Object{{"message", json::fixUTF8(N.Message)},
                      {"where", N.Where},
                      {"ranges", N.Ranges},
                      {"fixes", N.Fixes}};
}

json::Value toJSON(const Finding &F) {
  return json::Object{{"check", F.Check},
                      {"severity", severityName(F.Level)},
                      {"message", json::fixUTF8(F.Message)},
                      {"where", F.Where},
                      {"ranges", F.Ranges},
                      {"notes", F.Notes},
                      {"fixes", F.Fixes},
                      {"fixed", F.Fixed},
                      {"notFixed", F.NotFixed}};
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
  json::ObjectMapper O(V, P);
  return O && O.map("file", Out.File) && O.map("offset", Out.Offset) &&
         O.map("line", Out.Line) && O.map("column", Out.Column);
}

bool fromJSON(const json::Value &V, Range &Out, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("begin", Out.Begin) && O.map("end", Out.End);
}

bool fromJSON(const json::Value &V, Fix &Out, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("file", Out.File) && O.map("offset", Out.Offset) &&
         O.map("length", Out.Length) && O.map("text", Out.Text);
}

bool fromJSON(const json::Value &V, Note &Out, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("message", Out.Message) && O.map("where", Out.Where) &&
         O.map("ranges", Out.Ranges) && O.map("fixes", Out.Fixes);
}

bool fromJSON(const json::Value &V, Finding &Out, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("check", Out.Check) && O.map("severity", Out.Level) &&
         O.map("message", Out.Message) && O.map("where", Out.Where) &&
         O.map("ranges", Out.Ranges) && O.map("notes", Out.Notes) &&
         O.map("fixes", Out.Fixes) && O.map("fixed", Out.Fixed) &&
         O.map("notFixed", Out.NotFixed);
}

} // namespace corolint
