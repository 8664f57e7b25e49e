// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What comes with a file whatever the macros say, through the files of its
// project.

#ifndef COROLINT_TOOL_CLI_INCLUDECLOSURE_H
#define COROLINT_TOOL_CLI_INCLUDECLOSURE_H

#include "cli/TextFacts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace corolint {

/// Reads each file once, for all units.
class IncludeClosure {
public:
  /// As `#include` can name them anywhere: `<name>` for what leads out of the
  /// project, a path for what was asked for in quotes. In the order in which
  /// they begin.
  std::vector<std::string> of(llvm::StringRef File,
                              llvm::ArrayRef<std::string> IncludeDirs);

private:
  struct Walk {
    llvm::ArrayRef<std::string> IncludeDirs;
    std::vector<std::string> Names;
    llvm::StringSet<> Seen;
  };

  void add(llvm::StringRef File, unsigned Depth, Walk &W);
  /// Empty when the name leads out of the project.
  std::string resolve(const TextFacts::Include &Wanted, llvm::StringRef From,
                      llvm::ArrayRef<std::string> IncludeDirs);
  const TextFacts &read(llvm::StringRef File);
  bool exists(llvm::StringRef Path);

  llvm::StringMap<TextFacts> Known;
  llvm::StringMap<bool> Exists;
};

} // namespace corolint

#endif
