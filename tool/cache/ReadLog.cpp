// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cache/ReadLog.h"
#include "llvm/ADT/SmallString.h"

using namespace llvm;

namespace corolint {

IntrusiveRefCntPtr<ReadLog> ReadLog::get() {
  static IntrusiveRefCntPtr<ReadLog> Log(new ReadLog);
  return Log;
}

void ReadLog::note(const Twine &Path, Aspect What) {
  SmallString<256> Absolute;
  Path.toVector(Absolute);
  makeAbsolute(Absolute);
  auto [Slot, IsNew] = Paths.try_emplace(Absolute.str().str(), What);
  if (!IsNew && Slot->second == Aspect::Kind)
    Slot->second = What;
}

ErrorOr<vfs::Status> ReadLog::status(const Twine &Path) {
  note(Path, Aspect::Kind);
  return ProxyFileSystem::status(Path);
}

bool ReadLog::exists(const Twine &Path) {
  note(Path, Aspect::Kind);
  return ProxyFileSystem::exists(Path);
}

ErrorOr<std::unique_ptr<vfs::File>>
ReadLog::openFileForRead(const Twine &Path) {
  note(Path, Aspect::Content);
  return ProxyFileSystem::openFileForRead(Path);
}

vfs::directory_iterator ReadLog::dir_begin(const Twine &Folder,
                                           std::error_code &Error) {
  note(Folder, Aspect::Names);
  return ProxyFileSystem::dir_begin(Folder, Error);
}

} // namespace corolint
