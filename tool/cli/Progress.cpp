// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Progress.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace corolint {

static constexpr StringRef ClearLine = "\r\033[K";

Progress::Progress(bool Quiet, std::size_t Total)
    // A terminal without colours may not know how to clear a line, either.
    : Shown(!Quiet && Total > 1 && sys::Process::StandardErrHasColors()),
      Total(Total) {}

Progress::~Progress() {
  if (Shown)
    errs() << ClearLine;
}

void Progress::starts(StringRef File) {
  ++Count;
  if (Shown)
    errs() << ClearLine << '[' << Count << '/' << Total << "] "
           << sys::path::filename(File);
}

} // namespace corolint
