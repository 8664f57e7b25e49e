// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// clang-tidy links Clang's static analyzer, and that Z3: 5 MB, and a tenth of
// what it takes to start. No set of options has corolint run it
// (CheckOptions.cpp), so the release binary does without.

#include "clang/StaticAnalyzer/Frontend/AnalysisConsumer.h"
#include "llvm/Support/ErrorHandling.h"

std::unique_ptr<clang::ento::AnalysisASTConsumer>
clang::ento::CreateAnalysisConsumer(clang::CompilerInstance &) {
  llvm::report_fatal_error("Clang's static analyzer is not linked");
}
