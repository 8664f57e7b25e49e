// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One name for one file, whatever path led to it: a header that two units reach
// through different links is one header. Knows no Clang.

#ifndef COROLINT_TOOL_FILENAMES_H
#define COROLINT_TOOL_FILENAMES_H

#include "llvm/ADT/StringMap.h"
#include <string>

namespace corolint {

class FileNames {
public:
  /// \p Directory is where relative names start.
  explicit FileNames(llvm::StringRef Directory) : Directory(Directory) {}

  /// Absolute and without links; empty for no file.
  const std::string &real(llvm::StringRef Path);

private:
  std::string Directory;
  llvm::StringMap<std::string> Known;
};

} // namespace corolint

#endif
