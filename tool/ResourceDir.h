// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where Clang's own headers are. Clang looks beside the running binary, which
// is right for clang and wrong for ours, so every face asks here.

#ifndef COROLINT_TOOL_RESOURCEDIR_H
#define COROLINT_TOOL_RESOURCEDIR_H

#include <cstdlib>
#include <string>

namespace corolint {

/// The directory found when corolint was configured, unless the environment
/// names another one.
inline std::string resourceDir() {
  const char *Override = std::getenv("COROLINT_RESOURCE_DIR");
  return Override ? Override : COROLINT_RESOURCE_DIR;
}

} // namespace corolint

#endif
