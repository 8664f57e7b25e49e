// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What users and other runs write, and we read without a compiler: anything may
// stand there. The first byte says which reader gets the rest.

#include "Condition.h"
#include "cli/TextFacts.h"
#include "cli/UnitResult.h"
#include "link/SummaryFile.h"
#include "model/Profile.h"

using namespace corolint;
using namespace llvm;

static void read(char Which, StringRef Text) {
  switch (Which) {
  case 'p':
    consumeError(model::parseProfile(Text, "profile").takeError());
    break;
  case 's':
    if (Expected<ProgramSummary> Read = parseSummary(Text, "summary"))
      // What was read can be written, and read again.
      cantFail(parseSummary(summaryText(*Read), "again"));
    else
      consumeError(Read.takeError());
    break;
  case 'r':
    if (std::optional<UnitResult> Read = deserialize(Text))
      for (const OpenFindings &Open : Read->Calls.Open)
        consumeError(Open.findings().takeError());
    break;
  case 'c':
    (void)splitCondition(Text);
    break;
  case 't':
    (void)factsOf(Text);
    (void)definedWords(Text);
    break;
  }
}

extern "C" int LLVMFuzzerTestOneInput(const char *Data, std::size_t Size) {
  if (Size > 0)
    // A copy of its own: reading past its end is an error.
    read(Data[0], std::string(Data + 1, Size - 1));
  return 0;
}
