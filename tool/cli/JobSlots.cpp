// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/JobSlots.h"
#include "llvm/Support/Threading.h"
#include <fcntl.h>
#include <unistd.h>

namespace corolint {

JobSlots::JobSlots(unsigned Jobs) {
  if (Jobs == 0)
    Jobs = llvm::hardware_concurrency().compute_thread_count();
  if (::pipe2(Pipe, O_CLOEXEC | O_NONBLOCK)) {
    Pipe[0] = Pipe[1] = -1; // then one works at a time
    return;
  }
  while (--Jobs)
    give();
}

bool JobSlots::take() {
  char Slot;
  return ::read(Pipe[0], &Slot, 1) == 1;
}

void JobSlots::give() {
  char Slot = 0;
  // As many as there are fit into a pipe.
  (void)!::write(Pipe[1], &Slot, 1);
}

} // namespace corolint
