// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sets put together so that what those of a cluster have in common, done once
// for all of them, saves most.

#ifndef COROLINT_TOOL_CLI_CLUSTERS_H
#define COROLINT_TOOL_CLI_CLUSTERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include <cstddef>
#include <vector>

namespace corolint {

struct Cluster {
  std::vector<std::size_t> Members; ///< indices of sets, in order
  llvm::BitVector Common;
};

/// In the order of their first members. What a thing that is in a set costs is
/// said by \p Costs.
std::vector<Cluster> clustersOf(llvm::ArrayRef<llvm::BitVector> Sets,
                                llvm::ArrayRef<unsigned> Costs);

} // namespace corolint

#endif
