// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Report.h"

using namespace llvm;

namespace corolint {

StringRef shortPath(StringRef File, StringRef Folder) {
  StringRef Short = File;
  if (Short.consume_front(Folder) && Short.consume_front("/"))
    return Short;
  return File;
}

} // namespace corolint
