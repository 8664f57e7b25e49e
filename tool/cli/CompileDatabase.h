// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the compile commands come from.

#ifndef COROLINT_TOOL_CLI_COMPILEDATABASE_H
#define COROLINT_TOOL_CLI_COMPILEDATABASE_H

#include "cli/Options.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace corolint {

struct CompileDatabase {
  std::unique_ptr<clang::tooling::CompilationDatabase> Commands;
  /// The file it was read from; empty when one set of flags serves every file.
  std::string Path;
  /// Something the user should know about the choice; mostly empty.
  std::string Notice;

  bool listsFiles() const { return !Path.empty(); }
};

/// The flags after `--`, else the database of -p, else the one nearest to the
/// first path or to the working directory, else C++20 for the named files.
llvm::Expected<CompileDatabase> findCompileDatabase(const Options &Opts);

} // namespace corolint

#endif
