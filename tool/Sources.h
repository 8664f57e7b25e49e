// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The text of source files, and the line and column of an offset in it, in each
// of the units that readers of reports count in. Knows no Clang.

#ifndef COROLINT_TOOL_SOURCES_H
#define COROLINT_TOOL_SOURCES_H

#include "Finding.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <vector>

namespace corolint {

class Sources {
public:
  /// The text of \p File as it was when first asked for; empty when it cannot
  /// be read. Files that --fix rewrites keep their old text here, so a report
  /// shows the places that its findings speak of.
  llvm::StringRef text(llvm::StringRef File);

  /// Line \p Line (from 1) without its end; empty when there is none.
  llvm::StringRef line(llvm::StringRef File, unsigned Line);

  /// The place of byte \p Offset of \p File.
  Location locate(llvm::StringRef File, std::uint64_t Offset);

  /// The column of \p Where in code points or in UTF-16 units, from 1.
  unsigned codePointColumn(const Location &Where);
  unsigned utf16Column(const Location &Where);

  /// What \p F marks: its narrowest range about its location, or the word
  /// there. Never longer than its first line.
  Range extent(const Finding &F);
  Range extent(const Note &N);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
    std::vector<std::uint64_t> LineStarts;
    // Bytes that columns do not count like others, by their offsets. Text is
    // mostly ASCII, and then there are none.
    std::vector<std::uint64_t> Continuations; ///< inside of a code point
    std::vector<std::uint64_t> Surrogates;    ///< begin one of two UTF-16 units
  };
  File &open(llvm::StringRef Path);
  /// How many bytes of its line stand before \p Where.
  unsigned bytesBefore(const Location &Where);
  Range extent(const Location &Where, const std::vector<Range> &Ranges);

  llvm::StringMap<File> Files;
};

} // namespace corolint

#endif
