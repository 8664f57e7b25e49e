// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/IncludeClosure.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace corolint {

std::vector<std::string> IncludeClosure::of(StringRef File,
                                            ArrayRef<std::string> IncludeDirs) {
  Walk W{IncludeDirs, {}, {}};
  add(File, 0, W);
  return std::move(W.Names);
}

void IncludeClosure::add(StringRef File, unsigned Depth, Walk &W) {
  // What lies deeper belongs to a library, and comes with its first header.
  constexpr unsigned DeepEnough = 4;
  // With all that they include, libstdc++'s have 10 KB to 1 MB.
  constexpr unsigned Average = 200 << 10;
  for (const TextFacts::Include &Wanted : read(File).Includes) {
    if (Wanted.IsConditional || Wanted.IsNext || Wanted.Name.empty())
      continue;
    std::string Path = resolve(Wanted, File, W.IncludeDirs);
    std::string Key = Path.empty() || !Wanted.IsQuoted ? "<" + Wanted.Name + ">"
                                                       : "\"" + Path + "\"";
    if (!W.Seen.insert(Key).second)
      continue;
    Bytes.try_emplace(Key, Path.empty() ? Average : sizeOf(Path));
    W.Names.push_back(std::move(Key));
    if (!Path.empty() && Depth < DeepEnough)
      add(Path, Depth + 1, W);
  }
}

std::string IncludeClosure::resolve(const TextFacts::Include &Wanted,
                                    StringRef From,
                                    ArrayRef<std::string> IncludeDirs) {
  auto In = [&](StringRef Directory) -> std::string {
    SmallString<256> Path(Directory);
    sys::path::append(Path, Wanted.Name);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return sizeOf(Path) ? Path.str().str() : "";
  };
  if (Wanted.IsQuoted)
    if (std::string Beside = In(sys::path::parent_path(From)); !Beside.empty())
      return Beside;
  for (const std::string &Directory : IncludeDirs)
    if (std::string Found = In(Directory); !Found.empty())
      return Found;
  return "";
}

const TextFacts &IncludeClosure::read(StringRef File) {
  auto [Slot, IsNew] = Known.try_emplace(File);
  if (IsNew)
    if (auto Text = MemoryBuffer::getFile(File))
      Slot->second = factsOf((*Text)->getBuffer());
  return Slot->second;
}

unsigned IncludeClosure::sizeOf(StringRef Path) {
  auto [Slot, IsNew] = Sizes.try_emplace(Path, 0);
  sys::fs::file_status Status;
  if (IsNew && !sys::fs::status(Path, Status) &&
      sys::fs::is_regular_file(Status))
    // An empty one is there, too.
    Slot->second = static_cast<unsigned>(Status.getSize()) + 1;
  return Slot->second;
}

} // namespace corolint
