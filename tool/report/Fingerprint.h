// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names for findings that outlive edits elsewhere in the file, so that whoever
// keeps reports can tell old findings from new ones. Knows no Clang.

#ifndef COROLINT_TOOL_REPORT_FINGERPRINT_H
#define COROLINT_TOOL_REPORT_FINGERPRINT_H

#include "Finding.h"
#include "Sources.h"
#include <string>
#include <vector>

namespace corolint {

/// One for each finding: of the check, the file below \p Root, the text of the
/// line, and the how-manieth of these it is.
std::vector<std::string> fingerprints(const std::vector<Finding> &Findings,
                                      llvm::StringRef Root, Sources &Text);

} // namespace corolint

#endif
