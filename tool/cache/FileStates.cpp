// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cache/FileStates.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>
#include <sys/stat.h>

using namespace llvm;

namespace corolint {
namespace {

constexpr StringRef Nothing = "nothing", Folder = "folder", File = "file";

Digest kind(StringRef Kind) { return Digester().add(Kind).take(); }

sys::TimePoint<> timeOf(const timespec &Time) {
  return sys::toTimePoint(Time.tv_sec, Time.tv_nsec);
}

/// What changes when the content of a file does.
Digest lookOf(StringRef Path, const struct stat &Look) {
  auto Number = [](auto Value) { return std::to_string(Value); };
  return Digester()
      .add("look")
      .add(Path)
      .add(Number(Look.st_dev))
      .add(Number(Look.st_ino))
      .add(Number(Look.st_size))
      .add(Number(Look.st_mtim.tv_sec) + "." + Number(Look.st_mtim.tv_nsec))
      .add(Number(Look.st_ctim.tv_sec) + "." + Number(Look.st_ctim.tv_nsec))
      .take();
}

Digest namesIn(const std::string &Path) {
  std::set<std::string> Names;
  std::error_code Error;
  for (sys::fs::directory_iterator I(Path, Error), End; !Error && I != End;
       I.increment(Error))
    Names.insert(I->path());
  Digester All;
  All.add("names");
  for (const std::string &Name : Names)
    All.add(Name);
  return All.take();
}

} // namespace

Expected<Digest> FileStates::find(StringRef Path, Aspect What) {
  std::string Name = Path.str();
  struct stat Look;
  if (::stat(Name.c_str(), &Look) != 0)
    return kind(Nothing);
  if (S_ISDIR(Look.st_mode))
    return What == Aspect::Names ? namesIn(Name) : kind(Folder);
  if (What != Aspect::Content)
    return kind(File);

  sys::TimePoint<> Changed =
      std::max(timeOf(Look.st_mtim), timeOf(Look.st_ctim));
  Youngest = std::max(Youngest, Changed);
  Digest Seen = lookOf(Path, Look);
  Expected<std::optional<Digest>> Before = Kept.getDigest(Seen);
  if (!Before)
    return Before.takeError();
  if (*Before)
    return **Before;
  auto Text = MemoryBuffer::getFile(Name, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false);
  if (!Text)
    return kind(Nothing);
  Digest State = Digester().add((*Text)->getBuffer()).take();
  // Clocks of file systems tick slowly: what has just been written may be
  // written again and look the same.
  constexpr std::chrono::seconds Tick(2);
  if (Changed + Tick < std::chrono::system_clock::now())
    if (Error Refused = Kept.putDigest(Seen, State))
      return Refused;
  return State;
}

Expected<Digest> FileStates::stateOf(StringRef Path, Aspect What) {
  SmallString<256> Name(Path);
  Name.push_back('\0');
  Name.push_back(static_cast<char>(What));
  if (auto Slot = Known.find(Name); Slot != Known.end())
    return Slot->second;
  Expected<Digest> State = find(Path, What);
  if (State)
    Known.try_emplace(Name, *State);
  return State;
}

} // namespace corolint
