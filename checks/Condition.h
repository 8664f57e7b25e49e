// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What another translation unit has to say before a finding stands. The finding
// travels through clang-tidy's own machinery, NOLINT and all, with the
// condition in front of its message. Knows no Clang.

#ifndef COROLINT_CHECKS_CONDITION_H
#define COROLINT_CHECKS_CONDITION_H

#include "llvm/ADT/StringRef.h"
#include <compare>
#include <cstdint>
#include <string>
#include <utility>

namespace corolint {

struct Condition {
  enum class Kind {
    None,
    Blocks,    ///< the function comes to block its thread
    Waits,     ///< it comes to block until a task is done
    RunsLater, ///< it is a coroutine that starts when it is awaited
    IsFresh,   ///< it makes the task it returns; so it is unless one denies it
  };
  Kind Of = Kind::None;
  std::uint64_t Symbol = 0;  ///< the function
  bool IsDispatched = false; ///< or what overrides it
  std::uint32_t Word = 0;    ///< that stands where it is defined

  friend auto operator<=>(const Condition &, const Condition &) = default;
};

/// In messages, what is known when all is linked: the last step, and the task
/// that is waited for. The notes of the way come before the last one, which
/// says what to do.
inline constexpr llvm::StringLiteral LastStep = "{last step}";
inline constexpr llvm::StringLiteral WaitedTask = "{waited task}";

std::string withCondition(const Condition &If, llvm::StringRef Message);

/// The condition in front of \p Message, and what is left of that.
std::pair<Condition, llvm::StringRef> splitCondition(llvm::StringRef Message);

} // namespace corolint

#endif
