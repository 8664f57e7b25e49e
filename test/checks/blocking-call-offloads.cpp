// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is handed to another thread is not run by the coroutine, however visible
// the function is that takes it.
// RUN: %check --check coro-blocking-call

#include "home.h"

#include <functional>
#include <future>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

std::vector<std::function<void()>> queue;

namespace folly {
struct Executor {
  virtual ~Executor() = default;
};
Executor *getGlobalIOExecutor();
template <class F> home::lazy<> via(Executor *, F work) {
  queue.push_back(work);
  co_return;
}
} // namespace folly

namespace QtConcurrent {
template <class F> void run(F work) { queue.emplace_back(std::move(work)); }
} // namespace QtConcurrent

namespace seastar {
template <class F> home::lazy<> async(F work) {
  queue.push_back(work);
  co_return;
}
struct thread {
  template <class F> explicit thread(F work) { queue.push_back(work); }
};
} // namespace seastar

void readDisk() { usleep(1); }
struct reader {
  void operator()() const { readDisk(); }
};

home::lazy<> offloaded() {
  co_await folly::via(folly::getGlobalIOExecutor(), [] { readDisk(); });
  co_await folly::via(folly::getGlobalIOExecutor(), readDisk);
  QtConcurrent::run([] { readDisk(); });
  QtConcurrent::run(reader());
  co_await seastar::async([] { readDisk(); });
  seastar::thread fibre([] { readDisk(); });
  std::thread(readDisk).detach();
  std::thread([] { readDisk(); }).detach();
  auto kept = new std::future<void>(std::async(std::launch::async, readDisk));
  (void)kept;
}

home::lazy<> itself() {
  auto work = [] { readDisk(); };
  QtConcurrent::run(work);
  work();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: this lambda blocks the thread of this coroutine: it comes to call 'usleep'
  reader()();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'reader::operator()' blocks the thread of this coroutine: it comes to call 'usleep'
  co_return;
}

// A function that runs what it is given at once is no offload, whatever it is
// called.
template <class F> void post(F work) { work(); }
home::lazy<> at_once() {
  post([] { readDisk(); });
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'post' blocks the thread of this coroutine: it comes to call 'usleep'
  co_return;
}
