// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Report.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace corolint {
namespace {

class JsonWriter {
public:
  JsonWriter(const Report &R, Sources &Text) : R(R), Text(Text) {}

  json::Value report() {
    json::Array Findings, NotAnalysed;
    std::size_t Counts[3] = {}, Fixed = 0;
    for (const Finding &F : R.Findings) {
      Findings.push_back(finding(F));
      ++Counts[static_cast<int>(F.Level)];
      Fixed += F.Fixed;
    }
    for (const Unanalysed &U : R.NotAnalysed) {
      json::Array Errors;
      for (const Finding &F : U.Errors)
        Errors.push_back(finding(F));
      NotAnalysed.push_back(json::Object{{"file", path(U.File)},
                                         {"reason", json::fixUTF8(U.Why)},
                                         {"errors", std::move(Errors)}});
    }
    return json::Object{
        {"format", 1},
        {"tool",
         json::Object{{"name", "corolint"}, {"version", COROLINT_VERSION}}},
        {"directory", json::fixUTF8(R.WorkingDirectory)},
        {"summary",
         json::Object{{"files", R.Units},
                      {"skipped", R.Skipped},
                      {"notAnalysed", R.NotAnalysed.size()},
                      {"error", Counts[static_cast<int>(Severity::Error)]},
                      {"warning", Counts[static_cast<int>(Severity::Warning)]},
                      {"hint", Counts[static_cast<int>(Severity::Hint)]},
                      {"fixed", Fixed}}},
        {"findings", std::move(Findings)},
        {"notAnalysed", std::move(NotAnalysed)}};
  }

private:
  std::string path(StringRef File) {
    return json::fixUTF8(shortPath(File, R.WorkingDirectory));
  }

  /// Where and how far; a finding about no place in particular has none.
  json::Object at(const Location &Where, const Range &Extent) {
    if (!Where.isValid())
      return {};
    return json::Object{{"file", path(Where.File)},
                        {"line", Where.Line},
                        {"column", Text.codePointColumn(Where)},
                        {"offset", Where.Offset},
                        {"endLine", Extent.End.Line},
                        {"endColumn", Text.codePointColumn(Extent.End)}};
  }

  json::Array fixes(const std::vector<Fix> &Fixes) {
    json::Array Out;
    for (const Fix &F : Fixes)
      Out.push_back(json::Object{{"file", path(F.File)},
                                 {"offset", F.Offset},
                                 {"length", F.Length},
                                 {"text", json::fixUTF8(F.Text)}});
    return Out;
  }

  json::Value finding(const Finding &F) {
    json::Array Notes;
    for (const Note &N : F.Notes) {
      json::Object Out = at(N.Where, Text.extent(N));
      Out["message"] = json::fixUTF8(N.Message);
      if (!N.Fixes.empty())
        Out["fixes"] = fixes(N.Fixes);
      Notes.push_back(std::move(Out));
    }
    json::Object Out = at(F.Where, Text.extent(F));
    Out["check"] = F.Check;
    Out["severity"] = severityName(F.Level);
    Out["message"] = json::fixUTF8(F.Message);
    Out["notes"] = std::move(Notes);
    Out["fixes"] = fixes(F.Fixes);
    Out["fixed"] = F.Fixed;
    if (!F.NotFixed.empty())
      Out["notFixed"] = json::fixUTF8(F.NotFixed);
    return Out;
  }

  const Report &R;
  Sources &Text;
};

} // namespace

void writeJson(const Report &R, Sources &Text, raw_ostream &OS) {
  OS << formatv("{0:2}", JsonWriter(R, Text).report()) << '\n';
}

} // namespace corolint
