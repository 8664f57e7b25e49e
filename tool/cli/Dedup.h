// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each bug once, however many translation units see it.

#ifndef COROLINT_TOOL_CLI_DEDUP_H
#define COROLINT_TOOL_CLI_DEDUP_H

#include "cli/UnitResult.h"
#include <vector>

namespace corolint {

/// All findings, sorted by place. Their order depends on the units' order only,
/// never on which worker ended first. Where units disagree on how to fix a
/// finding, no fix is right for all of them, and it keeps none.
std::vector<Finding> deduplicate(const std::vector<UnitResult> &Results);

} // namespace corolint

#endif
