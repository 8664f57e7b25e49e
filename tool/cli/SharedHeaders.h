// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers parsed once for many translation units:
//
//   #include <first>          one process parses these, then forks for
//   #include "/second.h"      each unit; the copy goes on with the unit's
//   #pragma …fork             own file, in which these are known already
//
// In the copy the headers come earlier than the unit asks for them. Where that
// could make a difference (EarlyHeaders), the copy gives up.

#ifndef COROLINT_TOOL_CLI_SHAREDHEADERS_H
#define COROLINT_TOOL_CLI_SHAREDHEADERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
} // namespace clang

namespace corolint {

class SharedHeaders {
public:
  /// \p Fork is called when the headers are parsed; it returns in each copy,
  /// with the path of the copy's file. \p GiveUp does not return; a copy calls
  /// it, or who parses the headers if they do not compile.
  SharedHeaders(llvm::ArrayRef<std::string> Headers,
                llvm::function_ref<std::string()> Fork,
                llvm::function_ref<void()> GiveUp);

  /// Makes \p Parse one of the headers, instead of its file.
  void replaceFile(clang::CompilerInvocation &Parse);
  /// Before anything is read.
  void begin(clang::CompilerInstance &Compiler);

private:
  std::vector<std::string> Headers;
  std::string Text;
  llvm::function_ref<std::string()> Fork;
  llvm::function_ref<void()> GiveUp;
};

} // namespace corolint

#endif
