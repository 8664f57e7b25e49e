// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --option coro-dangling-parameter.Strict=true

#include "home.h"

#include <string>
#include <string_view>

void use(std::string_view);

home::fire_and_forget reads(const std::string &text, int n, std::string own) {
  // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: nobody can keep alive what 'text' refers to until this coroutine is done
  // CHECK-NOTES: :[[@LINE+4]]:7: note: it is used here, after the coroutine suspended
  // CHECK-NOTES: :[[@LINE-3]]:48: note: take 'text' by value
  use(text);
  co_await home::pause();
  use(text);
  use(own);
}
home::fire_and_forget takes_over(std::string &&text) {
  // CHECK-MESSAGES: :[[@LINE-1]]:48: warning: nobody can keep alive what 'text' refers to
  co_await home::pause();
  use(text);
}
home::fire_and_forget views(std::string_view text) {
  // CHECK-MESSAGES: :[[@LINE-1]]:46: warning: nobody can keep alive what 'text' refers to
  co_await home::pause();
  use(text);
}

home::fire_and_forget in_time(const std::string &text) {
  use(text);
  co_await home::pause();
}
home::lazy<> can_be_awaited(const std::string &text) {
  co_await home::pause();
  use(text);
}
