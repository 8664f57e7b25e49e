// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A translation unit through Clang's front end, whatever is done with its AST.

#ifndef COROLINT_TOOL_CLI_PARSE_H
#define COROLINT_TOOL_CLI_PARSE_H

#include "clang-tidy/ClangTidyOptions.h"
#include "cli/Invocation.h"

namespace clang {
class DiagnosticConsumer;
class FrontendAction;
} // namespace clang

namespace corolint {

/// Enters the unit's directory. Obeys the compiler arguments of \p Options.
Invocation prepareParse(const TranslationUnit &Unit,
                        const clang::tidy::ClangTidyOptions &Options,
                        llvm::StringRef ResourceDir);

/// Leaks the compiler: freeing an AST takes time, and the process ends soon.
void runParse(std::shared_ptr<clang::CompilerInvocation> Parse,
              clang::FrontendAction &Action,
              clang::DiagnosticConsumer &Diagnostics);

/// Lets Clang know every processor it was built for.
void initializeTargets();

} // namespace corolint

#endif
