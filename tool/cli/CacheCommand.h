// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `corolint cache …`: what is kept from run to run, and where.

#ifndef COROLINT_TOOL_CLI_CACHECOMMAND_H
#define COROLINT_TOOL_CLI_CACHECOMMAND_H

#include "cli/Options.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

llvm::Error runCacheCommand(CacheAction Action, std::uint64_t Limit,
                            llvm::raw_ostream &Out);

} // namespace corolint

#endif
