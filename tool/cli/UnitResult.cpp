// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/UnitResult.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace corolint {

static json::Array texts(const std::vector<std::string> &Texts) {
  json::Array Out;
  for (const std::string &Text : Texts)
    Out.push_back(json::fixUTF8(Text));
  return Out;
}

std::string serialize(const UnitResult &Result) {
  std::string Text;
  raw_string_ostream(Text) << json::Value(
      json::Object{{"findings", Result.Findings},
                   {"calls", Result.Calls},
                   {"skipped", json::fixUTF8(Result.Skipped)},
                   {"failure", json::fixUTF8(Result.Failure)},
                   {"errors", Result.Errors},
                   {"droppedFlags", texts(Result.DroppedFlags)},
                   {"configErrors", texts(Result.ConfigErrors)}});
  return Text;
}

std::optional<UnitResult> deserialize(StringRef Text) {
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed) {
    consumeError(Parsed.takeError());
    return std::nullopt;
  }
  UnitResult Result;
  json::Path::Root Root;
  json::ObjectMapper O(*Parsed, Root);
  if (!O || !O.map("findings", Result.Findings) ||
      !O.map("calls", Result.Calls) || !O.map("skipped", Result.Skipped) ||
      !O.map("failure", Result.Failure) || !O.map("errors", Result.Errors) ||
      !O.map("droppedFlags", Result.DroppedFlags) ||
      !O.map("configErrors", Result.ConfigErrors))
    return std::nullopt;
  return Result;
}

} // namespace corolint
