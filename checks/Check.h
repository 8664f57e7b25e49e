// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every check is: a reader of the model's facts about one function.

#ifndef COROLINT_CHECKS_CHECK_H
#define COROLINT_CHECKS_CHECK_H

#include "CheckInfo.h"
#include "clang-tidy/ClangTidyCheck.h"
#include <memory>

namespace corolint {

class Check : public clang::tidy::ClangTidyCheck {
public:
  using clang::tidy::ClangTidyCheck::ClangTidyCheck;

  bool isLanguageVersionSupported(
      const clang::LangOptions &Language) const override {
    return Language.Coroutines;
  }
};

/// The type of the functions that COROLINT_DEFINE_CHECK defines.
using CheckFactory = std::unique_ptr<clang::tidy::ClangTidyCheck>(
    llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

/// Closes a check's file: ties its class and its CheckInfo to the name that
/// stands in Checks.def.
#define COROLINT_DEFINE_CHECK(NAME, CLASS, INFO)                               \
  namespace corolint::info {                                                   \
  extern const CheckInfo NAME;                                                 \
  const CheckInfo NAME = INFO;                                                 \
  }                                                                            \
  namespace corolint::make {                                                   \
  CheckFactory NAME;                                                           \
  std::unique_ptr<clang::tidy::ClangTidyCheck>                                 \
  NAME(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context) {         \
    return std::make_unique<CLASS>(Name, Context);                             \
  }                                                                            \
  }

} // namespace corolint

#endif
