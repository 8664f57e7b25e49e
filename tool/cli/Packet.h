// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Several answers through one pipe: whose, how long, the text.

#ifndef COROLINT_TOOL_CLI_PACKET_H
#define COROLINT_TOOL_CLI_PACKET_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/Twine.h"
#include <string>

namespace corolint {

inline std::string pack(std::size_t Whose, llvm::StringRef Text) {
  return (llvm::Twine(Whose) + ":" + llvm::Twine(Text.size()) + ":" + Text)
      .str();
}

/// Takes the first answer off \p All. False at the end, and where who answers
/// died in the middle of it.
inline bool unpack(llvm::StringRef &All, std::size_t &Whose,
                   llvm::StringRef &Text) {
  std::size_t Length;
  if (All.consumeInteger(10, Whose) || !All.consume_front(":") ||
      All.consumeInteger(10, Length) || !All.consume_front(":") ||
      All.size() < Length)
    return false;
  Text = All.take_front(Length);
  All = All.drop_front(Length);
  return true;
}

} // namespace corolint

#endif
