// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check --check coro-discarded-task-handle --suffix STARTED -- -isystem %S/Inputs
// RUN: %check --check coro-discarded-coroutine --suffix LAZY -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --suffix BLOCKS -- -isystem %S/Inputs
// RUN: %corolint --dump-facts %s -- -std=c++20 -isystem %S/Inputs | FileCheck %s

#include <winrt.h>
#include <thread>

using namespace std::chrono_literals;
using winrt::Windows::Foundation::IAsyncAction;

IAsyncAction save(int id);
winrt::fire_and_forget forget(int id);

IAsyncAction drops() {
  save(1);
  // CHECK-MESSAGES-STARTED: :[[@LINE-1]]:3: warning: task 'save' is started and then dropped
  winrt::resume_after(1s);
  // CHECK-MESSAGES-LAZY: :[[@LINE-1]]:3: warning: 'resume_after' does nothing here
  // CHECK-FIXES-LAZY: {{^  }}co_await winrt::resume_after(1s);
  co_return;
}

IAsyncAction blocks(IAsyncAction other) {
  std::this_thread::sleep_for(1s);
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'std::this_thread::sleep_for' blocks
  other.wait_for(1s);
  // CHECK-MESSAGES-BLOCKS: :[[@LINE-1]]:3: warning: 'winrt::impl::consume_Windows_Foundation_IAsyncAction<{{.*}}>::wait_for' blocks
  other.wait_for(0s); // a look
  co_await winrt::resume_background();
  std::this_thread::sleep_for(1s);
}

// CHECK: function 'silent'
IAsyncAction silent() {
  forget(1);
  // CHECK: makes eager 'fire_and_forget' {{.*}} at [[@LINE-1]]:3: spawned, handle discarded
  co_await winrt::when_all(save(2), save(3));
  // CHECK: makes eager 'IAsyncAction' {{.*}} at [[@LINE-1]]:28: awaited in place
  // CHECK: makes eager 'IAsyncAction' {{.*}} at [[@LINE-2]]:37: awaited in place
  auto saving = save(4);
  co_await saving;
  save(5).get();
  // CHECK: makes eager 'IAsyncAction' {{.*}} at [[@LINE-1]]:3: awaited in place
  co_await winrt::resume_after(1s);
}
// CHECK: calls 'when_all' at {{.*}}: combinator
// CHECK: calls 'get' at {{.*}}: bridge
// CHECK: calls 'resume_after' at {{.*}}: sleep
// CHECK: calls 'resume_after' at {{.*}}: resumes-elsewhere
