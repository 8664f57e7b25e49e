// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Prints the model of a file, without that of its headers, for tests and for
// whoever asks why a check fires.

#ifndef COROLINT_CHECKS_MODEL_DUMP_H
#define COROLINT_CHECKS_MODEL_DUMP_H

#include "Vocabulary.h"

namespace clang {
class ASTContext;
}
namespace llvm {
class raw_ostream;
}

namespace corolint::model {

void dumpFacts(clang::ASTContext &Ctx, std::shared_ptr<const Vocabulary> Words,
               llvm::raw_ostream &Out);

} // namespace corolint::model

#endif
