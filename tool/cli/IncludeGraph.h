// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every file that a translation unit may come to read, whatever the macros say.

#ifndef COROLINT_TOOL_CLI_INCLUDEGRAPH_H
#define COROLINT_TOOL_CLI_INCLUDEGRAPH_H

#include "cli/TextFacts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
}

namespace corolint {

/// Where `#include` looks, with equal flags.
class IncludeSearch {
public:
  /// Nothing for flags that lead to files in other ways: header maps, modules,
  /// precompiled headers, overlays.
  static std::optional<IncludeSearch> from(const clang::CompilerInvocation &I,
                                           llvm::StringRef Directory);

  struct Dir {
    std::string Path;
    bool OnlyQuoted;
    bool IsSystem;
  };
  std::vector<Dir> Dirs;
  /// What comes before the main file.
  std::vector<TextFacts::Include> First;
};

/// Reads each file once.
class IncludeGraph {
public:
  using File = unsigned;

  struct Reach {
    /// Files of the project. The system's are looked at, but not listed.
    std::vector<File> Files;
    /// All that was looked for, whether it was there or not.
    std::vector<llvm::StringRef> Looked;
    /// Some are not known, or not there.
    bool IsOpaque = false;
    bool SpeaksOfCoroutines = false;
  };
  /// Stops where it becomes opaque or speaks.
  Reach from(llvm::StringRef MainFile, const IncludeSearch &Search);

  llvm::ArrayRef<std::uint32_t> definedIn(File F);

private:
  struct Node {
    std::string Path;
    TextFacts Facts;
    std::optional<std::vector<std::uint32_t>> Words;
  };
  struct Found {
    File Which;
    bool IsSystem;
  };

  File read(llvm::StringRef Path);
  /// Is it a file? With the path as it is kept here.
  std::pair<llvm::StringRef, bool> look(llvm::StringRef Path);
  /// Whether there is such a file.
  bool resolve(const TextFacts::Include &Wanted, Found From,
               const IncludeSearch &Search, std::vector<Found> &Out,
               std::vector<llvm::StringRef> &Looked);

  std::deque<Node> Nodes; ///< which stay where they are
  llvm::StringMap<File> ByPath;
  llvm::StringMap<bool> IsFile;
};

} // namespace corolint

#endif
