// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Brings the summaries of translation units together and decides what each of
// them left open. The answer depends on the summaries alone, not on their
// order.

#ifndef COROLINT_TOOL_LINK_LINKER_H
#define COROLINT_TOOL_LINK_LINKER_H

#include "link/CallSummary.h"
#include "llvm/ADT/DenseSet.h"
#include <map>

namespace corolint {

class Linker {
public:
  void add(CallSummary Summary);

  /// Only what its functions do: its findings are for those who wrote it.
  void addLibrary(CallSummary Summary);

  /// The open findings that stand. \p IsWhole: all translation units of the
  /// program are here, so that a virtual function with one implementation has
  /// no other.
  std::vector<Finding> decide(bool IsWhole) const;

  /// The words one of which stands in every file that can change what the open
  /// findings come to: the names of all that they may lead to.
  llvm::DenseSet<std::uint32_t> asked() const;

  /// Everything that was added, as one.
  CallSummary merged() const;

private:
  std::map<std::uint64_t, CallFunction> Functions;
  std::vector<OpenFindings> Open;
};

} // namespace corolint

#endif
