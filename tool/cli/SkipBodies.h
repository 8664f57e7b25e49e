// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spares the front end most of what stands in system headers: bodies of
// functions that no check asks about.

#ifndef COROLINT_TOOL_CLI_SKIPBODIES_H
#define COROLINT_TOOL_CLI_SKIPBODIES_H

#include <memory>

namespace clang {
class ASTConsumer;
class CompilerInstance;
} // namespace clang

namespace corolint {

/// One of the consumers of the AST that \p Compiler is about to make; it also
/// tells \p Compiler that bodies may be skipped at all.
std::unique_ptr<clang::ASTConsumer>
makeBodySkipper(clang::CompilerInstance &Compiler);

} // namespace corolint

#endif
