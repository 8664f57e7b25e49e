// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a look at the text of a file tells, without the preprocessor: always too
// much rather than too little.

#ifndef COROLINT_TOOL_CLI_TEXTFACTS_H
#define COROLINT_TOOL_CLI_TEXTFACTS_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace corolint {

struct TextFacts {
  struct Include {
    std::string Name; ///< without quotes or brackets
    bool IsQuoted = false;
    bool IsNext = false; ///< #include_next
    bool IsConditional = false;
  };
  std::vector<Include> Includes; ///< in order
  /// Read only once in a translation unit: #pragma once, or a macro around all.
  bool IsGuarded = false;
  /// It brings in what does not stand here: by a macro's name, or a module's.
  bool IsOpaque = false;
  /// It has a word without which no coroutine, no task and no awaiter is
  /// declared.
  bool SpeaksOfCoroutines = false;
};

/// UTF-16 or UTF-32, says its first mark. Clang reads UTF-8; at another it
/// stops, and crashes.
bool isWide(llvm::StringRef Text);

TextFacts factsOf(llvm::StringRef Text);

bool speaksOfCoroutines(llvm::StringRef Text);

/// hashOfWord() of the names after which a body may come; sorted. `f` of
/// `int f(int) {` and of `DEFINE(f) {`, but neither of `int f(int);` nor of
/// `return f(1);`.
std::vector<std::uint32_t> definedWords(llvm::StringRef Text);

} // namespace corolint

#endif
