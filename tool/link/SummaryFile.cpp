// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "link/SummaryFile.h"
#include "JsonText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace corolint {

/// Raised with every change of what stands in the file.
static constexpr std::int64_t Version = 3;

static Error broken(StringRef Path, const Twine &Why) {
  return createStringError("'" + Path + "' is no summary of corolint's: " +
                           Why + "; write it again with --write-summary");
}

static bool fromJSON(const json::Value &V, Unanalysed &Out, json::Path P) {
  json::ObjectMapper O(V, P);
  return O && O.map("file", Out.File) && O.map("why", Out.Why) &&
         O.map("errors", Out.Errors) && O.map("findings", Out.Findings);
}

/// A full disk shows when the text leaves the buffer; unasked, a stream with
/// such an error ends the process.
static Error write(StringRef Text, raw_fd_ostream &OS) {
  OS << Text;
  OS.flush();
  std::error_code Full = OS.error();
  OS.clear_error();
  return Full ? errorCodeToError(Full) : Error::success();
}

static Error writeWhole(StringRef Path, StringRef Text) {
  sys::fs::file_status Status;
  if (!sys::fs::status(Path, Status) && !sys::fs::is_regular_file(Status)) {
    // A device or a pipe must not be replaced by a file.
    std::error_code Denied;
    raw_fd_ostream OS(Path, Denied);
    return Denied ? errorCodeToError(Denied) : write(Text, OS);
  }
  // Beside it first: nobody reads half of a summary.
  return writeToOutput(Path, [&](raw_ostream &OS) {
    return write(Text, static_cast<raw_fd_ostream &>(OS));
  });
}

std::string summaryText(const ProgramSummary &Summary) {
  const Report &Found = Summary.Found;
  return jsonText([&](json::OStream &J) {
           J.object([&] {
             J.attribute("corolint-summary", Version);
             J.attribute("version", COROLINT_VERSION);
             J.attribute("units", static_cast<std::int64_t>(Found.Units));
             J.attribute("skipped", static_cast<std::int64_t>(Found.Skipped));
             J.attributeArray("not-analysed", [&] {
               for (const Unanalysed &Unit : Found.NotAnalysed)
                 J.object([&] {
                   J.attribute("file", json::fixUTF8(Unit.File));
                   J.attribute("why", json::fixUTF8(Unit.Why));
                   writeAttribute(J, "errors", Unit.Errors);
                   writeAttribute(J, "findings", Unit.Findings);
                 });
             });
             writeAttribute(J, "findings", Found.Findings);
             writeAttribute(J, "calls", Summary.Calls);
           });
         }) +
         '\n';
}

Error writeSummary(const ProgramSummary &Summary, StringRef Path) {
  std::string Text = summaryText(Summary);
  Error Failed = writeWhole(Path, Text);
  return Failed
             ? createStringError("cannot write the summary '" + Path + "': " +
                                 errorToErrorCode(std::move(Failed)).message() +
                                 "; name a file that can be written")
             : Error::success();
}

Expected<ProgramSummary> readSummary(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError("cannot read the summary '" + Path +
                             "': " + Buffer.getError().message() +
                             "; make one with --write-summary");
  return parseSummary((*Buffer)->getBuffer(), Path);
}

Expected<ProgramSummary> parseSummary(StringRef Text, StringRef Path) {
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed)
    return broken(Path, toString(Parsed.takeError()));
  const json::Object *Top = Parsed->getAsObject();
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
  json::ObjectMapper O(*Parsed, Root);
  if (!O || !O.map("units", Units) || !O.map("skipped", Skipped) ||
      !O.map("not-analysed", Out.Found.NotAnalysed) ||
      !O.map("findings", Out.Found.Findings) || !O.map("calls", Out.Calls))
    return broken(Path, toString(Root.getError()));
  for (const OpenFindings &Open : Out.Calls.Open)
    if (Error Unread = Open.findings().takeError())
      return broken(Path, toString(std::move(Unread)));
  Out.Found.Units = static_cast<std::size_t>(Units);
  Out.Found.Skipped = static_cast<std::size_t>(Skipped);
  return Out;
}

} // namespace corolint
