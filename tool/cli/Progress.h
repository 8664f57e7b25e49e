// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The line on a terminal that says how far the run is.

#ifndef COROLINT_TOOL_CLI_PROGRESS_H
#define COROLINT_TOOL_CLI_PROGRESS_H

#include "llvm/ADT/StringRef.h"

namespace corolint {

class Progress {
public:
  /// Silent when \p Quiet, or when stderr is no terminal.
  Progress(bool Quiet, std::size_t Total);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  void starts(llvm::StringRef File);

private:
  bool Shown;
  std::size_t Total;
  std::size_t Count = 0;
};

} // namespace corolint

#endif
