// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// SARIF 2.1.0. The comments name the sections of the standard, or the reader
// that a field is for.

#include "Catalog.h"
#include "report/Fingerprint.h"
#include "report/Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace llvm;

namespace corolint {
namespace {

constexpr StringRef Root = "SRCROOT";

StringRef level(Severity Level) {
  return Level == Severity::Hint ? "note" : severityName(Level);
}

json::Object message(StringRef Text) {
  return json::Object{{"text", json::fixUTF8(Text)}};
}

/// RFC 3986: all but unreserved characters and the path's own slashes.
std::string encode(StringRef Path) {
  std::string Out;
  raw_string_ostream OS(Out);
  for (char C : Path)
    if (isAlnum(C) || StringRef("-._~/").contains(C))
      OS << C;
    else
      OS << formatv("%{0:X-2}", static_cast<unsigned char>(C));
  return Out;
}

/// discarded-coroutine is DiscardedCoroutine: rules have names as types do.
std::string pascalCase(StringRef Stem) {
  std::string Out;
  for (StringRef Word : split(Stem, '-'))
    Out += toUpper(Word.front()) + Word.drop_front().str();
  return Out;
}

class SarifWriter {
public:
  SarifWriter(const Report &R, Sources &Text) : R(R), Text(Text) {}

  json::Value log() {
    json::Object Tool{{"driver", driver()}};
    json::Array Results;
    std::vector<std::string> Prints =
        fingerprints(R.Findings, R.ProjectRoot, Text);
    for (auto [F, Print] : llvm::zip(R.Findings, Prints))
      Results.push_back(result(F, Print));

    json::Array Notifications;
    for (const Unanalysed &U : R.NotAnalysed)
      Notifications.push_back(notification(U));
    json::Object Invocation{
        {"executionSuccessful", R.NotAnalysed.empty()},
        {"workingDirectory",
         json::Object{{"uri", "file://" + encode(R.WorkingDirectory) + "/"}}},
        {"toolExecutionNotifications", std::move(Notifications)}};

    json::Object Run{
        {"tool", std::move(Tool)},
        {"columnKind", "utf16CodeUnits"},
        {"originalUriBaseIds",
         json::Object{
             {Root,
              json::Object{{"uri", "file://" + encode(R.ProjectRoot) + "/"}}}}},
        {"invocations", json::Array{std::move(Invocation)}},
        {"results", std::move(Results)}};
    return json::Object{
        {"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/"
                    "os/schemas/sarif-schema-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs", json::Array{std::move(Run)}}};
  }

private:
  /// §3.19; fills RuleIndex. GitHub shows help.markdown, and text where there
  /// is no markdown.
  json::Value driver() {
    json::Array Rules;
    for (const CatalogEntry &Entry : catalog()) {
      RuleIndex[Entry.Name] = Rules.size();
      StringRef Page = StringRef(Entry.Info->Page).trim();
      Rules.push_back(json::Object{
          {"id", Entry.Name},
          {"name", pascalCase(Entry.Stem)},
          {"shortDescription", message(StringRef(Entry.Info->Summary))},
          {"help", json::Object{{"text", Page}, {"markdown", Page}}},
          {"defaultConfiguration",
           json::Object{{"level", level(Entry.Info->Level)}}},
          {"properties",
           json::Object{{"tags", json::Array{"coroutines", "correctness"}},
                        {"group", StringRef(Entry.Group)}}}});
    }
    return json::Object{{"name", "corolint"},
                        {"version", COROLINT_VERSION},
                        {"semanticVersion", COROLINT_VERSION},
                        {"rules", std::move(Rules)}};
  }

  json::Object artifact(StringRef File) {
    StringRef Short = shortPath(File, R.ProjectRoot);
    if (Short == File)
      return json::Object{{"uri", "file://" + encode(File)}};
    return json::Object{{"uri", encode(Short)}, {"uriBaseId", Root}};
  }

  json::Object region(const Range &Marked) {
    return json::Object{{"startLine", Marked.Begin.Line},
                        {"startColumn", Text.utf16Column(Marked.Begin)},
                        {"endLine", Marked.End.Line},
                        {"endColumn", Text.utf16Column(Marked.End)}};
  }

  json::Object physical(const Range &Marked) {
    return json::Object{{"artifactLocation", artifact(Marked.Begin.File)},
                        {"region", region(Marked)}};
  }

  json::Object location(const Note &N) {
    return json::Object{{"physicalLocation", physical(Text.extent(N))},
                        {"message", message(N.Message)}};
  }

  /// §3.55: all of these edits are made, or none.
  json::Object fix(StringRef Description, const std::vector<Fix> &Fixes) {
    std::map<std::string, json::Array> ByFile;
    for (const Fix &F : Fixes) {
      Range Deleted{Text.locate(F.File, F.Offset),
                    Text.locate(F.File, F.Offset + F.Length)};
      ByFile[F.File].push_back(
          json::Object{{"deletedRegion", region(Deleted)},
                       {"insertedContent", message(F.Text)}});
    }
    json::Array Changes;
    for (auto &[File, Replacements] : ByFile)
      Changes.push_back(
          json::Object{{"artifactLocation", artifact(File)},
                       {"replacements", std::move(Replacements)}});
    return json::Object{{"description", message(Description)},
                        {"artifactChanges", std::move(Changes)}};
  }

  json::Value result(const Finding &F, std::string Print) {
    // GitHub shows a related place only where the message links to it
    // (§3.11.6).
    std::string Told = F.Message;
    json::Array Related, Steps, Fixes;
    for (const Note &N : F.Notes) {
      Told += "\n" + N.Message;
      if (!N.Fixes.empty())
        Fixes.push_back(fix(N.Message, N.Fixes));
      if (!N.Where.isValid())
        continue;
      Steps.push_back(json::Object{{"location", location(N)}});
      json::Object Place = location(N);
      Place["id"] = Related.size();
      Told += formatv(" ([line {0}]({1}))", N.Where.Line, Related.size());
      Related.push_back(std::move(Place));
    }
    if (!F.Fixes.empty())
      Fixes.insert(Fixes.begin(), fix("Fix " + F.Check, F.Fixes));

    json::Object Out{
        {"ruleId", F.Check},
        {"level", level(F.Level)},
        {"message", message(Told)},
        {"locations", json::Array{json::Object{
                          {"physicalLocation", physical(Text.extent(F))}}}},
        {"partialFingerprints",
         json::Object{{"corolint/v1", std::move(Print)}}}};
    if (auto Index = RuleIndex.find(F.Check); Index != RuleIndex.end())
      Out["ruleIndex"] = Index->second;
    // A path through the program needs more than one step (§3.36).
    if (Steps.size() > 1)
      Out["codeFlows"] = json::Array{json::Object{
          {"threadFlows",
           json::Array{json::Object{{"locations", std::move(Steps)}}}}}};
    if (!Related.empty())
      Out["relatedLocations"] = std::move(Related);
    // What is repaired already is not offered again.
    if (!Fixes.empty() && !F.Fixed)
      Out["fixes"] = std::move(Fixes);
    if (F.Fixed)
      Out["properties"] = json::Object{{"fixed", true}};
    return Out;
  }

  json::Value notification(const Unanalysed &U) {
    std::string Told = U.Why;
    for (const Finding &Error : U.Errors)
      Told +=
          formatv("\n{0}:{1}: {2}", shortPath(Error.Where.File, R.ProjectRoot),
                  Error.Where.Line, Error.Message);
    return json::Object{
        {"level", "error"},
        {"message", message("not analysed: " + Told)},
        {"locations",
         json::Array{json::Object{
             {"physicalLocation",
              json::Object{{"artifactLocation", artifact(U.File)}}}}}}};
  }

  const Report &R;
  Sources &Text;
  std::map<std::string, std::size_t> RuleIndex;
};

} // namespace

void writeSarif(const Report &R, Sources &Text, raw_ostream &OS) {
  OS << formatv("{0:2}", SarifWriter(R, Text).log()) << '\n';
}

} // namespace corolint
