// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What earlier runs have found out about the units of this one. Nothing here
// can fail a run: without a cache, everything is found out anew.

#ifndef COROLINT_TOOL_CLI_MEMORY_H
#define COROLINT_TOOL_CLI_MEMORY_H

#include "cache/Digest.h"
#include "cache/Store.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "cli/Selection.h"
#include "cli/UnitResult.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Chrono.h"

namespace corolint {

/// A unit that was not parsed, and the files that this depends on; none if an
/// earlier run has kept it.
struct SetAside {
  std::size_t Unit;
  UnitResult Result;
  std::vector<llvm::StringRef> Looked;
};

class Memory {
public:
  /// Remembers nothing if \p Folder is empty.
  Memory(std::string Folder, std::uint64_t Limit)
      : Folder(std::move(Folder)), Limit(Limit),
        Began(std::chrono::system_clock::now()) {}

  /// The results that still hold, by the index of the unit.
  std::vector<std::optional<UnitResult>>
  recall(llvm::ArrayRef<TranslationUnit> Units,
         llvm::ArrayRef<clang::tidy::ClangTidyOptions> CheckOptions,
         llvm::StringRef ResourceDir);

  /// In the process that has analysed unit \p I, its serialized result.
  void keep(std::size_t I, llvm::StringRef Result) const;

  /// In the process that has set them aside.
  void keep(llvm::ArrayRef<SetAside> Aside) const;

private:
  /// Runs \p Work in a process of its own, which what is damaged may crash.
  /// Returns what it writes, and why it failed.
  std::pair<std::string, std::string>
  apart(llvm::function_ref<llvm::Error(Store &Kept, int Out)> Work) const;
  void forgetAll(llvm::StringRef Why);

  std::string Folder;
  std::uint64_t Limit;
  llvm::sys::TimePoint<> Began;
  std::vector<Digest> Questions;
};

} // namespace corolint

#endif
