// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Keeps whoever reads the AST next away from system headers, which are most of
// a translation unit.

#ifndef COROLINT_TOOL_CLI_PROJECTSCOPE_H
#define COROLINT_TOOL_CLI_PROJECTSCOPE_H

#include <memory>

namespace clang {
class ASTConsumer;
class SourceManager;
} // namespace clang

namespace corolint {

/// Goes before the consumer that reads: once the unit is parsed, it makes the
/// traversal scope of the ASTContext what is written outside system headers.
std::unique_ptr<clang::ASTConsumer>
makeProjectScope(const clang::SourceManager &Sources);

} // namespace corolint

#endif
