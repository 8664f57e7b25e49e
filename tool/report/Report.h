// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a run has to tell, and the forms it is told in. Knows no Clang.

#ifndef COROLINT_TOOL_REPORT_REPORT_H
#define COROLINT_TOOL_REPORT_REPORT_H

#include "Finding.h"
#include "Sources.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace corolint {

struct Unanalysed {
  /// Why, when it was not the file's fault: the user broke the run off.
  static constexpr char Interrupted[] = "the run was interrupted";

  std::string File;
  std::string Why;
  std::vector<Finding> Errors;   ///< Clang's
  std::vector<Finding> Findings; ///< of what is sound in it all the same
};

struct Report {
  std::vector<Finding> Findings; ///< each once, sorted by place
  std::vector<Unanalysed> NotAnalysed;
  std::size_t Units = 0;     ///< all that were selected
  std::size_t Skipped = 0;   ///< had nothing to look for
  std::size_t Unchanged = 0; ///< an earlier run's results hold
  std::string WorkingDirectory;
  std::string ProjectRoot;
};

/// As a compiler does: place, message, the source line, what is marked.
/// Columns count bytes.
void writeText(const std::vector<Finding> &Findings,
               llvm::StringRef WorkingDirectory, Sources &Text, bool Color,
               llvm::raw_ostream &OS);

/// Our own format. Columns count code points.
void writeJson(const Report &R, Sources &Text, llvm::raw_ostream &OS);

/// SARIF 2.1.0. Columns count UTF-16 units.
void writeSarif(const Report &R, Sources &Text, llvm::raw_ostream &OS);

/// \p File relative to \p Folder when it is below it, else as it is; all is
/// below "/", which says nothing.
llvm::StringRef shortPath(llvm::StringRef File, llvm::StringRef Folder);

} // namespace corolint

#endif
