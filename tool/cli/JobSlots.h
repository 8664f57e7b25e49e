// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How many processes may work at once, in all generations: as `make` hands its
// jobs to the `make`s below it.

#ifndef COROLINT_TOOL_CLI_JOBSLOTS_H
#define COROLINT_TOOL_CLI_JOBSLOTS_H

namespace corolint {

/// A pipe with a byte for each slot that is free. A process has a slot for
/// itself, which its first worker uses while it waits for it; so nobody waits
/// for ever, even where a process has died with slots that it took.
class JobSlots {
public:
  explicit JobSlots(unsigned Jobs); ///< 0: one for each hardware thread

  bool take(); ///< at once, or not
  void give();
  /// Can be polled for reading: take() may succeed.
  int descriptor() const { return Pipe[0]; }

private:
  int Pipe[2];
};

} // namespace corolint

#endif
