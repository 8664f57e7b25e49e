// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef COROLINT_TOOL_CACHE_LOCATION_H
#define COROLINT_TOOL_CACHE_LOCATION_H

#include <string>

namespace corolint {

/// COROLINT_CACHE_DIR, or where the user's caches are. Empty if neither is
/// known.
std::string cacheFolder();

} // namespace corolint

#endif
