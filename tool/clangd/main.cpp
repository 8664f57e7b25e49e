// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// corolint-clangd: clangd's own main with our module linked in.

namespace clang::clangd {
int clangdMain(int argc, char *argv[]);
}

int main(int argc, char *argv[]) { return clang::clangd::clangdMain(argc, argv); }
