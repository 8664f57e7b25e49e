// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Project.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace corolint {

Project::Project() {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  SmallString<256> Real;
  if (sys::fs::real_path(Here, Real))
    Real = Here;
  StringRef Repository = repositoryOf(Real);
  Root = Repository.empty() ? Real.str().str() : Repository.str();
}

StringRef Project::repositoryOf(StringRef Folder) {
  if (Folder.empty())
    return "";
  auto [Known, IsNew] = Repositories.try_emplace(Folder);
  if (!IsNew)
    return Known->second;
  for (StringRef Mark : {".git", ".hg", ".jj", ".svn"}) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, Mark);
    if (sys::fs::exists(Path))
      return Known->second = Folder.str();
  }
  std::string Found = repositoryOf(sys::path::parent_path(Folder)).str();
  return Repositories[Folder] = Found;
}

bool Project::owns(StringRef File) {
  SmallString<256> Real;
  if (sys::fs::real_path(File, Real))
    return false;
  StringRef Repository = repositoryOf(sys::path::parent_path(Real));
  StringRef Below = Real;
  return Below.consume_front(Root) && Below.starts_with("/") &&
         (Repository.empty() || Repository == Root);
}

} // namespace corolint
