// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each bug once, however many translation units see it.

#ifndef COROLINT_TOOL_CLI_DEDUP_H
#define COROLINT_TOOL_CLI_DEDUP_H

#include "Finding.h"
#include <vector>

namespace corolint {

/// Each of \p Findings once, sorted by place; nothing depends on their order.
/// Where units disagree on how to fix a finding, no fix is right for all of
/// them, and it keeps none.
std::vector<Finding> deduplicate(std::vector<Finding> Findings);

/// Adds what only all units together show, but where one has said so itself.
std::vector<Finding> withLinked(std::vector<Finding> Findings,
                                std::vector<Finding> Linked);

} // namespace corolint

#endif
