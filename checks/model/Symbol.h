// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One name for a function in every translation unit that sees it.

#ifndef COROLINT_CHECKS_MODEL_SYMBOL_H
#define COROLINT_CHECKS_MODEL_SYMBOL_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace corolint::model {

/// A hash of Clang's USR; of what only one translation unit sees, with its
/// place. Among a million functions two are alike with a chance of 1 to 30
/// million.
std::uint64_t symbolOf(const clang::FunctionDecl *Decl);

/// A hash of the word that stands in every file which defines \p Decl, unless a
/// macro puts the word together.
std::uint32_t wordOf(const clang::FunctionDecl *Decl);

/// The same of a word in a text.
std::uint32_t hashOfWord(llvm::StringRef Word);

} // namespace corolint::model

#endif
