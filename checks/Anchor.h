// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The tutorial's remedy as edits: what a coroutine borrows becomes a value that
// lives in its own frame.

#ifndef COROLINT_CHECKS_ANCHOR_H
#define COROLINT_CHECKS_ANCHOR_H

#include "Edit.h"

namespace corolint {

/// `[&i] { … }()` becomes `[](int i) { … }(i)`, at every call of the closure
/// within \p Region; for a closure that its callee owns, `[&i]` becomes `[i]`;
/// a reference parameter that is only read becomes a value. Empty where that
/// would change more than the bug.
Edits anchor(model::Model &M, const model::Function &F, const model::Task &Made,
             const model::Borrow &Borrowed, const clang::Stmt *Region);

/// The same for all captures of a lambda that is invoked where it is written.
Edits anchorAll(model::Model &M, const model::Function &F,
                const model::Task &Made);

/// True if the body of \p Made never writes what it borrows, nor hands it out
/// to be written.
bool isOnlyRead(model::Model &M, const model::Task &Made,
                const model::Borrow &Borrowed);

} // namespace corolint

#endif
