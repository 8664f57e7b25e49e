// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a worker ends that cannot go on, and how a run does that is broken off.

#ifndef COROLINT_TOOL_CLI_GUARDS_H
#define COROLINT_TOOL_CLI_GUARDS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace corolint {

/// For a worker: more stack, less memory (\p Megabytes; 0: no limit), and an
/// exit status that says which of both was not enough.
void guardWorker(unsigned Megabytes);

/// Why a worker that ended with \p Status, as waitpid has it, could not go on;
/// empty if it is not dead of anything. \p LastWords: what it wrote on stderr.
std::string causeOfDeath(int Status, unsigned Megabytes,
                         llvm::StringRef LastWords);

/// From now on the first SIGINT or SIGTERM is taken down, not obeyed; the next
/// one kills.
void catchInterrupts();
bool wasInterrupted();

} // namespace corolint

#endif
