// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which units need no parse: those in which nothing can speak of coroutines,
// unless others ask what a function of theirs does.

#ifndef COROLINT_TOOL_CLI_PREFILTER_H
#define COROLINT_TOOL_CLI_PREFILTER_H

#include "clang-tidy/ClangTidyOptions.h"
#include "cli/IncludeGraph.h"
#include "cli/Memory.h"
#include "cli/Selection.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include <map>

namespace corolint {

class Prefilter {
public:
  Prefilter(llvm::ArrayRef<TranslationUnit> Units,
            llvm::ArrayRef<clang::tidy::ClangTidyOptions> Options,
            llvm::StringRef ResourceDir)
      : Units(Units), Options(Options), ResourceDir(ResourceDir) {}

  /// Takes out of \p Which the units in which no check can find anything, and
  /// remembers them.
  void setAside(std::vector<std::size_t> &Which);

  /// An earlier run has done so, with this result.
  void setAside(std::size_t I, UnitResult Earlier);

  /// Of those the ones that may define what one of \p Words names; they are
  /// not aside any more.
  std::vector<std::size_t> takeBack(const llvm::DenseSet<std::uint32_t> &Words);

  /// To be called last.
  std::vector<SetAside> left();

private:
  struct FlagSet {
    std::optional<IncludeSearch> Search; ///< none: all has to be parsed
    std::vector<std::string> Dropped;
  };
  struct Unit {
    UnitResult Result;
    /// Of those that were set aside in this run.
    IncludeGraph::Reach Reached;
  };

  const FlagSet &flagsOf(std::size_t I);
  FlagSet describe(std::size_t I) const;

  llvm::ArrayRef<TranslationUnit> Units;
  llvm::ArrayRef<clang::tidy::ClangTidyOptions> Options;
  llvm::StringRef ResourceDir;
  std::map<std::string, FlagSet> ByKey;
  std::map<std::size_t, Unit> Aside;
  IncludeGraph Graph;
};

} // namespace corolint

#endif
