// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A folder that keeps texts under digests, for this process and others at the
// same time: LLVM's store of contents. A text is kept under its digest for
// good: what may change has to be a part of the digest.

#ifndef COROLINT_TOOL_CACHE_STORE_H
#define COROLINT_TOOL_CACHE_STORE_H

#include "cache/Digest.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>

namespace llvm::cas {
class ActionCache;
class ObjectStore;
} // namespace llvm::cas

namespace corolint {

class Store {
public:
  /// Makes \p Folder where it is missing. Its size stays at about \p Limit
  /// bytes at most.
  static llvm::Expected<std::unique_ptr<Store>> open(llvm::StringRef Folder,
                                                     std::uint64_t Limit);
  ~Store();

  /// Removes what a store has put into \p Folder, and nothing else.
  static std::error_code clear(llvm::StringRef Folder);

  /// Fails if what is kept is not what was.
  llvm::Expected<std::optional<std::string>> get(const Digest &Key);
  llvm::Error put(const Digest &Key, llvm::StringRef Text);

  /// The same for a digest, which takes less room.
  llvm::Expected<std::optional<Digest>> getDigest(const Digest &Key);
  llvm::Error putDigest(const Digest &Key, const Digest &Value);

  std::uint64_t size() const;
  /// Drops the oldest if there is too much.
  llvm::Error prune();

private:
  Store(std::unique_ptr<llvm::cas::ObjectStore> Objects,
        std::unique_ptr<llvm::cas::ActionCache> Keys);

  std::unique_ptr<llvm::cas::ObjectStore> Objects;
  std::unique_ptr<llvm::cas::ActionCache> Keys;
};

} // namespace corolint

#endif
