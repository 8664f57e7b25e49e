// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What belongs to the code base that is linted: the files that --fix may touch.

#ifndef COROLINT_TOOL_CLI_PROJECT_H
#define COROLINT_TOOL_CLI_PROJECT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace corolint {

/// The files whose nearest repository (.git, .hg, .jj, .svn) is that of the
/// working directory; so neither submodules nor fetched dependencies. Outside
/// any repository, what is below the working directory.
class Project {
public:
  Project();

  /// Absolute; paths in reports start here.
  llvm::StringRef root() const { return Root; }
  bool owns(llvm::StringRef File);

private:
  llvm::StringRef repositoryOf(llvm::StringRef Folder);

  std::string Root;
  llvm::StringMap<std::string> Repositories; ///< by folder
};

} // namespace corolint

#endif
