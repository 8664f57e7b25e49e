// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corolint-tidy: clang-tidy's own main with our module linked in.

#include "ResourceDir.h"
#include <vector>

namespace clang::tidy {
int clangTidyMain(int argc, const char **argv);
}

int main(int argc, const char **argv) {
  std::vector<const char *> Args(argv, argv + argc);
  // First of all flags: a -resource-dir of the user's, wherever it stands, is
  // read later and wins; and nothing is put behind a `--`.
  std::string Flag =
      "--extra-arg-before=-resource-dir=" + corolint::resourceDir();
  Args.insert(Args.begin() + 1, Flag.c_str());
  Args.push_back(nullptr);
  return clang::tidy::clangTidyMain(argc + 1, Args.data());
}
