// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What stands for a text or for several: equal digests, equal texts.

#ifndef COROLINT_TOOL_CACHE_DIGEST_H
#define COROLINT_TOOL_CACHE_DIGEST_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Endian.h"

namespace corolint {

using Digest = std::array<std::uint8_t, LLVM_BLAKE3_OUT_LEN>;

inline llvm::StringRef asText(const Digest &D) { return llvm::toStringRef(D); }

/// Lengths go in as well: ("ab", "c") and ("a", "bc") differ.
class Digester {
public:
  Digester &add(llvm::StringRef Text) {
    std::uint8_t Length[sizeof(std::uint64_t)];
    llvm::support::endian::write64le(Length, Text.size());
    Hash.update(Length);
    Hash.update(Text);
    return *this;
  }
  Digester &add(const Digest &D) { return add(asText(D)); }
  Digest take() { return Hash.final(); }

private:
  llvm::BLAKE3 Hash;
};

} // namespace corolint

#endif
