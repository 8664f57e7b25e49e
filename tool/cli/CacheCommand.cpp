// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/CacheCommand.h"
#include "cache/Location.h"
#include "cache/Store.h"
#include "cli/Refusal.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace corolint {

static Error printStats(StringRef Folder, std::uint64_t Limit,
                        raw_ostream &Out) {
  std::uint64_t Size = 0;
  // Looking makes no cache.
  if (sys::fs::exists(Folder)) {
    Expected<std::unique_ptr<Store>> Kept = Store::open(Folder, Limit);
    if (!Kept)
      return refuse(ExitCode::Internal,
                    "the cache in " + Folder + " is of no use (" +
                        toString(Kept.takeError()) +
                        "); `corolint cache clear` begins anew");
    Size = (*Kept)->size();
  }
  constexpr double Megabyte = 1 << 20;
  Out << formatv("folder  {0}\nsize    {1:f1} MB\nlimit   {2:f0} MB\n", Folder,
                 Size / Megabyte, Limit / Megabyte);
  return Error::success();
}

Error runCacheCommand(CacheAction Action, std::uint64_t Limit,
                      raw_ostream &Out) {
  std::string Folder = cacheFolder();
  if (Folder.empty())
    return refuse(ExitCode::Usage, "there is no folder for caches: set "
                                   "COROLINT_CACHE_DIR or HOME");
  switch (Action) {
  case CacheAction::Path:
    Out << Folder << '\n';
    return Error::success();
  case CacheAction::Stats:
    return printStats(Folder, Limit, Out);
  case CacheAction::Clear:
    if (std::error_code Refused = Store::clear(Folder))
      return refuse(ExitCode::Internal,
                    "cannot clear " + Folder + ": " + Refused.message());
    return Error::success();
  case CacheAction::None:
    break;
  }
  return Error::success();
}

} // namespace corolint
