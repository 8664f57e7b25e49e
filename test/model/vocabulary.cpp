// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Roles from attributes, and the same names from nowhere, from options and from
// a profile of the user's.
// RUN: rm -rf %t && mkdir -p %t/options %t/profile %t/broken
// RUN: cp %s %t/options/a.cpp && cp %s %t/profile/a.cpp && cp %s %t/broken/a.cpp
// RUN: cp %s %t/a.cpp
// RUN: echo 'CheckOptions: {coro.Spawn: "mine::g*", coro.Blocks: "mine::db::query"}' > %t/options/.clang-tidy
// RUN: echo 'CheckOptions: {coro.Profiles: "%S/Inputs/mine.yaml"}' > %t/profile/.clang-tidy
// RUN: echo 'CheckOptions: {coro.Profiles: "%S/Inputs/broken.yaml"}' > %t/broken/.clang-tidy
// RUN: %corolint --dump-facts %t/a.cpp -- -std=c++20 | FileCheck %s
// RUN: %corolint --dump-facts %t/options/a.cpp -- -std=c++20 | FileCheck %s --check-prefixes=CHECK,KNOWN
// RUN: %corolint --dump-facts %t/profile/a.cpp -- -std=c++20 | FileCheck %s --check-prefixes=CHECK,KNOWN
// RUN: not %corolint %t/broken/a.cpp -- -std=c++20 2>&1 | FileCheck %s --check-prefix=BROKEN
// BROKEN: broken.yaml:5: unknown role 'spwan'; did you mean 'spawn'?

namespace mine {
inline namespace v1 {
void go();
}
namespace db {
void query();
}
[[clang::annotate("corolint::sleep")]] void nap();
[[clang::annotate("corolint::combinator")]] void all();
} // namespace mine

using namespace mine;

// CHECK: function 'uses'
void uses() {
  go();
  // KNOWN: calls 'go' at [[@LINE-1]]:3: spawn
  db::query();
  // KNOWN: calls 'query' at [[@LINE-1]]:3: blocks
  nap();
  // CHECK: calls 'nap' at [[@LINE-1]]:3: sleep
  all();
  // CHECK: calls 'all' at [[@LINE-1]]:3: combinator
}
