// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check

#include <aio/aio.hpp>
#include "home.h"

#include <mutex>
#include <stdexcept>

using aio::task;

task<int> fetch(int id) { co_return id; }
task<int> cached(int id) { co_return id; }
home::lazy<int> home_fetch() { co_return 1; }
home::eager<int> home_started() { co_return 1; }
task<int> out_of_sight(int id);
task<int> no_coroutine(int id) { return fetch(id); }
std::mutex mu;
void use(int);

task<int> caught_too_early(int id) {
  try {
    return fetch(id);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: what this task throws passes the 'catch' by: the function returns before the task is done
    // CHECK-NOTES: :[[@LINE+3]]:5: note: nothing of the task gets here
    // CHECK-NOTES: :[[@LINE-3]]:12: note: make 'caught_too_early' a coroutine and await the task within the 'try'
  }
    catch (const std::runtime_error &) {
    return cached(id);
  }
}
home::lazy<int> of_a_home_made_type() {
  try {
    if (mu.try_lock())
      return home_fetch();
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: what this task throws passes the 'catch' by
  } catch (...) {
    use(1);
  }
  return home_fetch();
}
home::eager<int> started() {
  try {
    return home_started();
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: what this task throws passes the 'catch' by
  } catch (...) {
    return home_started();
  }
}
task<int> unlocked(int id) {
  std::lock_guard guard(mu);
  return fetch(id);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: the task runs when 'guard' has released its lock: the function returns before the task begins
  // CHECK-NOTES: :[[@LINE-3]]:19: note: it is released at the end of this scope
  // CHECK-NOTES: :[[@LINE-3]]:10: note: take a lock that can be awaited within the coroutine
}
#define FETCH(ID) return fetch(ID)
template <class T> task<int> templated(T id) {
  try {
    FETCH(id);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: what this task throws passes the 'catch' by
  } catch (const std::exception &) {
    return cached(id);
  }
}
template task<int> templated(int);
template task<int> templated(short);

// --- silent ------------------------------------------------------------------

task<int> in_a_coroutine(int id) {
  try {
    co_return co_await fetch(id);
  } catch (const std::runtime_error &) {
  }
  co_return co_await cached(id);
}
task<int> from_the_handler(int id) {
  try {
    use(id);
  } catch (...) {
    return cached(id);
  }
  return fetch(id);
}
// What is no coroutine may throw before it has a task.
task<int> may_throw_itself(int id) {
  try {
    if (id)
      return out_of_sight(id);
    return no_coroutine(id);
  } catch (...) {
    return cached(id);
  }
}
task<int> only_rethrown(int id) {
  try {
    return fetch(id);
  } catch (...) {
    throw;
  }
}
task<int> released(int id) {
  {
    std::lock_guard guard(mu);
    use(id);
  }
  std::unique_lock lock(mu);
  lock.unlock();
  return fetch(id);
}
home::eager<int> begun_under_the_lock() {
  std::lock_guard guard(mu);
  return home_started();
}
int blocking(int id) {
  try {
    return aio::run(fetch(id));
  } catch (...) {
    return 0;
  }
}
