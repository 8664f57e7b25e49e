// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a path is now, as a digest: each asked for once in a process, and a file
// read only if it looks another one than when it was read last.

#ifndef COROLINT_TOOL_CACHE_FILESTATES_H
#define COROLINT_TOOL_CACHE_FILESTATES_H

#include "cache/ReadLog.h"
#include "cache/Store.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Chrono.h"

namespace corolint {

class FileStates {
public:
  explicit FileStates(Store &Kept) : Kept(Kept) {}

  llvm::Expected<Digest> stateOf(llvm::StringRef Path, Aspect What);

  /// When the youngest of the files asked for was changed.
  llvm::sys::TimePoint<> youngest() const { return Youngest; }

private:
  llvm::Expected<Digest> find(llvm::StringRef Path, Aspect What);

  Store &Kept;
  llvm::StringMap<Digest> Known;
  llvm::sys::TimePoint<> Youngest;
};

} // namespace corolint

#endif
