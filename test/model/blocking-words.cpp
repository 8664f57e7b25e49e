// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Groups of names in a profile, names of constructors, destructors and operators,
// and the option that asks for files and locks.
// RUN: rm -rf %t && mkdir -p %t/file %t/locks
// RUN: cp %s %t/file/a.cpp && cp %s %t/locks/a.cpp
// RUN: echo 'CheckOptions: {coro.Profiles: "%S/Inputs/groups.yaml"}' > %t/file/.clang-tidy
// RUN: %corolint --dump-facts %t/file/a.cpp -- -std=c++20 -I%inputs | FileCheck %s

// A value that nobody knows is no silent one, wherever it stands.
// RUN: echo 'CheckOptions: {coro.AlsoBlocking: "files; disks"}' > %t/locks/.clang-tidy
// RUN: not %corolint %t/locks/a.cpp -- -std=c++20 -I%inputs 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// RUN: %corolint-tidy --checks='-*,coro-blocking-call' --config='CheckOptions: {coro.AlsoBlocking: "disks"}' %s -- -std=c++20 -I%inputs 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: {{.*}}unknown value 'disks' of coro.AlsoBlocking; it takes 'files', 'locks'

// Asked for in a file, on the command line, and not at all.
// RUN: echo 'CheckOptions: {coro.Profiles: "%S/Inputs/groups.yaml", coro.AlsoBlocking: locks}' > %t/locks/.clang-tidy
// RUN: not %corolint -q %t/locks/a.cpp -- -std=c++20 -I%inputs | FileCheck %s --check-prefix=LOCKS
// RUN: %corolint-tidy --checks='-*,coro-blocking-call' --config='CheckOptions: {coro.BlocksOnLock: "mine::door::enter", coro.AlsoBlocking: "files;locks"}' %s -- -std=c++20 -I%inputs | FileCheck %s --check-prefix=LOCKS
// RUN: %corolint -q %t/file/a.cpp -- -std=c++20 -I%inputs
// LOCKS: :[[@LINE+33]]:3: warning: 'mine::door::enter' blocks the thread

// clang-tidy knows the option.
// RUN: %corolint-tidy --checks='-*,coro-blocking-call' --verify-config --config='CheckOptions: {coro.AlsoBlocking: locks}' | FileCheck %s --check-prefix=VERIFIED
// VERIFIED: No config errors detected

// What is wrong with a group is said where it stands.
// RUN: printf 'name: a\nnamespaces: [a]\nroles:\n  blocks:\n    - reason: "no names"\n' > %t/a.yaml
// RUN: %corolint-tidy --checks='-*,coro-blocking-call' --config='CheckOptions: {coro.Profiles: "%t/a.yaml"}' %s -- -std=c++20 -I%inputs 2>&1 | FileCheck %s --check-prefix=NAMES
// NAMES: a.yaml:5: missing required key 'names'
// RUN: printf 'name: a\nnamespaces: [a]\nroles:\n  blocks:\n    - names: [f]\n      raeson: "misspelt"\n' > %t/b.yaml
// RUN: %corolint-tidy --checks='-*,coro-blocking-call' --config='CheckOptions: {coro.Profiles: "%t/b.yaml"}' %s -- -std=c++20 -I%inputs 2>&1 | FileCheck %s --check-prefix=KEY
// KEY: b.yaml:6: unknown key 'raeson'

#include "home.h"

namespace mine {
struct file {
  file(const char *);
  ~file();
  int operator>>(int);
  int operator()();
};
struct door {
  void enter();
};
} // namespace mine

home::lazy<> uses(mine::file &in, mine::door &door) {
  in >> 1;
  // CHECK: calls 'operator>>' at [[@LINE-1]]:6: join
  in();
  // CHECK: calls 'operator()' at [[@LINE-1]]:5: ordered
  door.enter();
  // CHECK: calls 'enter' at [[@LINE-1]]:3: blocks-on-lock
  co_return;
}
