// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The results of earlier runs, by what they depend on: a question (the unit,
// its command, the options, corolint itself) and the state of all that was
// read.
//
// What will be read is known only from reading. So a question leads to the list
// of what was read when it was first asked; the states of those lead to a
// result, or, where more was read, to a list of that:
//
//   question ─▶ list ─▶ + states ─▶ result
//                     ─▶ + other states ─▶ list of more ─▶ + states ─▶ result

#ifndef COROLINT_TOOL_CACHE_RESULTCACHE_H
#define COROLINT_TOOL_CACHE_RESULTCACHE_H

#include "cache/FileStates.h"

namespace corolint {

class ResultCache {
public:
  explicit ResultCache(Store &Kept) : Kept(Kept), Files(Kept) {}

  /// What was kept for \p Question, if nothing it depends on has changed.
  llvm::Expected<std::optional<std::string>> find(const Digest &Question);

  /// Keeps \p Result, which came of reading \p Read; unless something was
  /// changed after \p Began.
  llvm::Error keep(const Digest &Question, const Asked &Read,
                   llvm::StringRef Result, llvm::sys::TimePoint<> Began);

private:
  /// Where the lists lead to: the last digest, and what is kept under it, if
  /// anything is.
  struct Way {
    Digest Last;
    std::optional<std::string> Result;
    Asked Listed;
  };
  llvm::Expected<Way> follow(const Digest &Question);
  llvm::Expected<Digest> after(const Digest &Last, const Asked &More);

  Store &Kept;
  FileStates Files;
};

} // namespace corolint

#endif
