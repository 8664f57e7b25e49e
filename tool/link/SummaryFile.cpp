// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "link/SummaryFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace corolint {

/// Raised with every change of what stands in the file.
static constexpr std::int64_t Version = 2;

static Error broken(StringRef Path, const Twine &Why) {
  return createStringError("'" + Path + "' is no summary of corolint's: " +
                           Why + "; write it again with --write-summary");
}

static json::Array toJSON(const std::vector<Unanalysed> &Units) {
  json::Array Out;
  for (const Unanalysed &Unit : Units)
    Out.push_back(json::Object{{"file", json::fixUTF8(Unit.File)},
                               {"why", json::fixUTF8(Unit.Why)},
                               {"errors", Unit.Errors}});
  return Out;
}

static bool fromJSON(const json::Value &V, Unanalysed &Out, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("file", Out.File) && O.map("why", Out.Why) &&
         O.map("errors", Out.Errors);
}

Error writeSummary(const ProgramSummary &Summary, StringRef Path) {
  const Report &Found = Summary.Found;
  json::Value Text =
      json::Object{{"corolint-summary", Version},
                   {"version", COROLINT_VERSION},
                   {"units", static_cast<std::int64_t>(Found.Units)},
                   {"skipped", static_cast<std::int64_t>(Found.Skipped)},
                   {"not-analysed", toJSON(Found.NotAnalysed)},
                   {"findings", Found.Findings},
                   {"calls", Summary.Calls}};
  // Beside it first: nobody reads half of a summary.
  Error Failed = writeToOutput(Path, [&](raw_ostream &OS) {
    OS << Text << '\n';
    return Error::success();
  });
  return Failed ? createStringError("cannot write the summary '" + Path +
                                    "': " + toString(std::move(Failed)))
                : Error::success();
}

Expected<ProgramSummary> readSummary(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError("cannot read the summary '" + Path +
                             "': " + Buffer.getError().message());
  Expected<json::Value> Text = json::parse((*Buffer)->getBuffer());
  if (!Text)
    return broken(Path, toString(Text.takeError()));
  const json::Object *Top = Text->getAsObject();
  auto Written = Top ? Top->getInteger("corolint-summary") : std::nullopt;
  if (!Written)
    return broken(Path, "it does not say \"corolint-summary\"");
  if (*Written != Version)
    return broken(Path, "it is of version " + Twine(*Written) +
                            ", and version " + Twine(Version) +
                            " is read here");
  ProgramSummary Out;
  std::int64_t Units = 0, Skipped = 0;
  json::Path::Root Root;
  json::ObjectMapper O(*Text, Root);
  if (!O || !O.map("units", Units) || !O.map("skipped", Skipped) ||
      !O.map("not-analysed", Out.Found.NotAnalysed) ||
      !O.map("findings", Out.Found.Findings) || !O.map("calls", Out.Calls))
    return broken(Path, toString(Root.getError()));
  Out.Found.Units = static_cast<std::size_t>(Units);
  Out.Found.Skipped = static_cast<std::size_t>(Skipped);
  return Out;
}

} // namespace corolint
