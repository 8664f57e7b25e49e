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

  /// How much text a header brings that of() named: its own, or what those out
  /// of the project bring on average.
  unsigned bytesOf(llvm::StringRef Name) const { return Bytes.lookup(Name); }

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
  /// Zero if there is no such file.
  unsigned sizeOf(llvm::StringRef Path);

  llvm::StringMap<TextFacts> Known;
  llvm::StringMap<unsigned> Sizes; ///< by path
  llvm::StringMap<unsigned> Bytes; ///< by name
};

} // namespace corolint

#endif
