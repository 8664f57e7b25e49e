// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "FileNames.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace corolint {

const std::string &FileNames::real(StringRef Path) {
  auto [Slot, IsNew] = Known.try_emplace(Path);
  if (!IsNew || Path.empty())
    return Slot->second;
  SmallString<256> Absolute(Path), Real;
  sys::path::make_absolute(Directory, Absolute);
  if (sys::fs::real_path(Absolute, Real))
    Real = Absolute;
  return Slot->second = Real.str().str();
}

} // namespace corolint
