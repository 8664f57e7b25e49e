// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "lazy.h"
using lazy::task;

task<int> step(int n) { co_return n; }

task<int> work() {
  step(1);
  /* 𝄞 and 协程: columns are counted in bytes here, in UTF-16 there */ step(2);
  step(3); // NOLINT(coro-discarded-coroutine): silent in every face
  int n = co_await step(4);
  co_return n;
}

template <class T> task<int> both(T t) {
  step(5);
  co_return t;
}

int main() {
  step(6);
  return work().run() + both(1).run() + both('a').run();
}
