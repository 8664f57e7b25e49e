// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corolint-clangd: clangd's own main with our module linked in.

#include "ResourceDir.h"
#include <string_view>
#include <vector>

namespace clang::clangd {
int clangdMain(int argc, char *argv[]);
}

// clangd refuses a flag that is given twice, in CLANGD_FLAGS too.
static bool namesResourceDir(const std::vector<char *> &Args) {
  for (std::string_view Arg : Args)
    if (Arg.starts_with("--resource-dir") || Arg.starts_with("-resource-dir"))
      return true;
  const char *Flags = std::getenv("CLANGD_FLAGS");
  return Flags &&
         std::string_view(Flags).find("-resource-dir") != std::string::npos;
}

int main(int argc, char *argv[]) {
  std::vector<char *> Args(argv, argv + argc);
  std::string Flag = "--resource-dir=" + corolint::resourceDir();
  if (!namesResourceDir(Args))
    Args.insert(Args.begin() + 1, Flag.data());
  Args.push_back(nullptr);
  return clang::clangd::clangdMain(static_cast<int>(Args.size()) - 1,
                                   Args.data());
}
