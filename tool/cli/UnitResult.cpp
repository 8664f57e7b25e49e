// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/UnitResult.h"
#include "JsonText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace corolint {

/// Numbers as JSON take longer to read.
static std::string hex(const std::vector<std::uint32_t> &Numbers) {
  std::string Text;
  for (std::uint32_t Number : Numbers)
    Text += utohexstr(Number, /*LowerCase=*/true, /*Width=*/8);
  return Text;
}

static bool readHex(StringRef Text, std::vector<std::uint32_t> &Out) {
  for (; !Text.empty(); Text = Text.drop_front(8))
    if (Text.size() < 8 ||
        Text.take_front(8).getAsInteger(16, Out.emplace_back()))
      return false;
  return true;
}

std::string serialize(const UnitResult &Result) {
  return jsonText([&](json::OStream &J) {
    auto WriteTexts = [&](StringRef Name,
                          const std::vector<std::string> &Texts) {
      J.attributeArray(Name, [&] {
        for (const std::string &Each : Texts)
          J.value(json::fixUTF8(Each));
      });
    };
    J.object([&] {
      writeAttribute(J, "findings", Result.Findings);
      writeAttribute(J, "calls", Result.Calls);
      J.attribute("skipped", json::fixUTF8(Result.Skipped));
      J.attribute("failure", json::fixUTF8(Result.Failure));
      writeAttribute(J, "errors", Result.Errors);
      WriteTexts("droppedFlags", Result.DroppedFlags);
      WriteTexts("configErrors", Result.ConfigErrors);
      if (Result.AsideWith)
        J.attribute("asideWith", hex(*Result.AsideWith));
    });
  });
}

std::optional<UnitResult> deserialize(StringRef Text) {
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed) {
    consumeError(Parsed.takeError());
    return std::nullopt;
  }
  UnitResult Result;
  std::optional<std::string> Aside;
  json::Path::Root Root;
  json::ObjectMapper O(*Parsed, Root);
  if (!O || !O.map("findings", Result.Findings) ||
      !O.map("calls", Result.Calls) || !O.map("skipped", Result.Skipped) ||
      !O.map("failure", Result.Failure) || !O.map("errors", Result.Errors) ||
      !O.map("droppedFlags", Result.DroppedFlags) ||
      !O.map("configErrors", Result.ConfigErrors) ||
      !O.mapOptional("asideWith", Aside) ||
      (Aside && !readHex(*Aside, Result.AsideWith.emplace())))
    return std::nullopt;
  return Result;
}

} // namespace corolint
