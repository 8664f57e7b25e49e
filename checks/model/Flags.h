// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The flags that a call is given: `SOCK_STREAM | SOCK_NONBLOCK`. Most are
// macros, which no vocabulary can name, so here the words in their names
// decide.

#ifndef COROLINT_CHECKS_MODEL_FLAGS_H
#define COROLINT_CHECKS_MODEL_FLAGS_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace corolint::model {

class Flags {
public:
  explicit Flags(const clang::ASTContext &Ctx) : Ctx(Ctx) {}
  Flags(const clang::ASTContext &Ctx, const clang::Expr *E) : Ctx(Ctx) {
    add(E);
  }

  void add(const clang::Expr *E);
  /// Nothing but constants.
  bool areKnown() const { return AreKnown; }
  bool speakOf(llvm::StringRef Word) const;
  bool keepFromWaiting() const;

private:
  const clang::ASTContext &Ctx;
  llvm::SmallVector<llvm::StringRef, 4> Names;
  bool AreKnown = true;
};

} // namespace corolint::model

#endif
