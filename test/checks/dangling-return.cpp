// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

using aio::task;
using std::string;
using std::string_view;

task<string_view> view_of_a_local() {
  string word = "local";
  co_return word;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'word' is destroyed with the frame, before the caller sees what is returned
  // CHECK-NOTES: :[[@LINE-3]]:10: note: it lives in the coroutine's frame
  // CHECK-NOTES: :[[@LINE-3]]:3: note: return a value instead
}
task<string_view> view_of_a_parameter(string text) {
  co_return string_view(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'text' is destroyed with the frame
}
task<string_view> view_of_a_temporary(const string &text) {
  co_return text + "!";
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: this temporary is destroyed before the caller sees what is returned
}
task<const char *> inside_of_a_local() {
  string word = "local";
  co_return word.c_str();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'word' is destroyed with the frame
}
task<const int *> address() {
  int number = 1;
  co_return &number;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'number' is destroyed with the frame
}
task<const char *> array() {
  char buffer[10] = {};
  co_return buffer;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'buffer' is destroyed with the frame
}
task<int &> reference(std::pair<int, int> numbers) {
  co_return numbers.first;
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'numbers' is destroyed with the frame
}
task<std::function<int()>> closure() {
  int number = 1;
  co_return [&number] { return number; };
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'number' is destroyed with the frame
}

// --- silent ------------------------------------------------------------------

struct holder {
  string member;
  task<string_view> view() { co_return member; }
  task<int &> by_reference(int &theirs) { co_return theirs; }
};
task<string> value() {
  string word = "local";
  co_return word;
}
task<string_view> literal() { co_return "for ever"; }
task<string_view> of_the_callers(const string &text) { co_return text; }
task<string_view> handed_on(string_view text) { co_return text; }
task<const char *> literal_pointer() { co_return "for ever"; }
task<string_view> static_storage() {
  static string text = "for ever";
  co_return text;
}
task<std::function<int()>> by_value() {
  int number = 1;
  co_return [number] { return number; };
}
home::lazy<int> plain() {
  int number = 1;
  co_return number;
}

// What a lambda captures by reference does not live in its frame.
void captures() {
  int value = 3;
  auto refers = [&]() -> task<int &> { co_return value; };
  (void)refers;
}
