// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Futures that are ready do not wait; one that nobody holds waits where it is
// dropped.
// RUN: %check --check coro-blocking-call

#include "home.h"

#include <chrono>
#include <future>

using namespace std::chrono_literals;

int compute();

home::lazy<> dropped() {
  std::async(std::launch::async, compute);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::async' blocks the thread
  (void)std::async(compute);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'std::async' blocks the thread
  (void)std::async(std::launch::deferred, compute);
  auto kept = std::async(std::launch::async, compute);
  if (kept.valid())
    kept.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'std::future<int>::get' blocks the thread
  co_return;
}

home::lazy<> ready(std::future<int> future) {
  if (future.wait_for(0s) == std::future_status::ready)
    future.get();
  std::promise<int> promise;
  auto own = promise.get_future();
  promise.set_value(1);
  own.get();
  auto deferred = std::async(std::launch::deferred, compute);
  deferred.get();
  std::promise<int> empty;
  auto waits = empty.get_future();
  waits.get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::future<int>::get' blocks the thread
  co_return;
}

// In a template that nobody instantiates, what is deleted has no type yet.
template <class T> void drop(T *made) { delete made; }
