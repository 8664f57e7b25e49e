// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cache/Location.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace corolint {

std::string cacheFolder() {
  SmallString<128> Folder;
  if (std::optional<std::string> Said =
          sys::Process::GetEnv("COROLINT_CACHE_DIR");
      Said && !Said->empty()) {
    Folder = *Said;
    // Workers change their directory.
    sys::fs::make_absolute(Folder);
    return Folder.str().str();
  }
  if (!sys::path::cache_directory(Folder))
    return "";
  sys::path::append(Folder, "corolint");
  return Folder.str().str();
}

} // namespace corolint
