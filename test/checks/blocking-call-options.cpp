// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-blocking-call --suffix MARKED
// RUN: %check --check coro-blocking-call --suffix MARKED --option "coro.Blocks=db::query=db::async_query;db::*_sync" --suffix OPTION
// RUN: %check --check coro-blocking-call --option "coro.NonBlocking=db::annotated"

#include "home.h"

namespace db {
void query();
void write_sync();
[[clang::annotate("corolint::blocks")]] void annotated();
} // namespace db

home::lazy<> work() {
  db::query();
  // CHECK-MESSAGES-OPTION: :[[@LINE-1]]:3: warning: 'db::query' blocks the thread
  // CHECK-NOTES-OPTION: :[[@LINE-2]]:3: note: await 'db::async_query' instead
  db::write_sync();
  // CHECK-MESSAGES-OPTION: :[[@LINE-1]]:3: warning: 'db::write_sync' blocks the thread
  co_return;
}

home::lazy<> marked_in_the_source() {
  db::annotated();
  // CHECK-MESSAGES-MARKED: :[[@LINE-1]]:3: warning: 'db::annotated' blocks the thread
  co_return;
}
