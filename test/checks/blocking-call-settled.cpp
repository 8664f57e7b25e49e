// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A wait that is the last resort, or that lasts until a thread has started.
// RUN: %check --check coro-blocking-call

#include "home.h"

#include <arpa/inet.h>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <latch>
#include <netdb.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>

addrinfo *lookUp(const std::string &host) {
  in_addr address;
  if (inet_pton(AF_INET, host.c_str(), &address) == 1)
    return nullptr;
  addrinfo *found = nullptr;
  getaddrinfo(host.c_str(), nullptr, nullptr, &found);
  return found;
}
addrinfo *lookUpOther(const std::string &host, const std::string &other) {
  in_addr address;
  if (inet_pton(AF_INET, host.c_str(), &address) == 1)
    return nullptr;
  addrinfo *found = nullptr;
  getaddrinfo(other.c_str(), nullptr, nullptr, &found);
  return found;
}

// A library whose sources are the project's own: what is known of its functions
// counts, not what they do inside.
namespace asio {
struct address {};
struct error_code {
  explicit operator bool() const;
};
namespace ip {
address make_address(const std::string &text, error_code &error);
template <class Protocol> struct basic_resolver {
  address resolve(const std::string &host, error_code &) {
    addrinfo *found = nullptr;
    getaddrinfo(host.c_str(), nullptr, nullptr, &found);
    return {};
  }
};
} // namespace ip
} // namespace asio
asio::address addressOf(const std::string &host) {
  asio::error_code error;
  asio::address found = asio::ip::make_address(host, error);
  if (error)
    found = asio::ip::basic_resolver<int>().resolve(host, error);
  return found;
}

home::lazy<> names(std::string host) {
  addressOf(host);
  asio::error_code error;
  asio::ip::basic_resolver<int>().resolve(host, error);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'asio::ip::basic_resolver<int>::resolve' blocks the thread of this coroutine, and with it
  lookUp(host);
  lookUpOther(host, host);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'lookUpOther' blocks the thread of this coroutine
  co_return;
}

void serve();
int work();
void report(int);
void log(const char *);

struct pool {
  template <class F> void post(F) {}
};
std::jthread kept;

// Whether any thread lives in a vector of one's own is not to be seen.
template <class T> struct vector {
  void clear() {
    for (int i = 0; i < size; ++i)
      data[i].~T();
    size = 0;
  }
  T *data;
  int size = 0;
};
void restart(vector<std::jthread> &threads) { threads.clear(); }
union maybe {
  maybe() {}
  ~maybe() {}
  std::jthread thread;
};
struct slot {
  slot() {}
  ~slot() {}
  union {
    std::jthread thread;
  };
};
struct running {
  std::jthread thread;
};

// The thread says that it is up, and goes on.
void start() {
  std::atomic<int> starting(1);
  kept = std::jthread([&starting] {
    log("up");
    starting.store(0);
    starting.notify_all();
    serve();
  });
  while (starting.load())
    starting.wait(1);
}

std::function<void()> loopOf(std::latch &up) {
  return [&up] {
    up.count_down();
    for (;;)
      serve();
  };
}
void startByMaker() {
  std::latch up(1);
  kept = std::jthread(loopOf(up));
  up.wait();
}

// What is signalled last is work.
void gather(pool &workers) {
  std::latch done(2);
  for (int i = 0; i < 2; ++i)
    workers.post([&done] {
      report(work());
      done.count_down();
    });
  done.wait();
}
// One of two only starts; the other one works.
void startAndGather(pool &workers) {
  std::latch done(2);
  kept = std::jthread([&done] {
    done.count_down();
    serve();
  });
  workers.post([&done] {
    report(work());
    done.count_down();
  });
  done.wait();
}
void wait(std::latch &given) { given.wait(); }

home::lazy<> starts(pool &workers, std::latch &given) {
  start();
  startByMaker();
  vector<std::jthread> threads;
  restart(threads);
  delete new maybe();
  delete new slot();
  delete new running();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: the destructor of 'running' blocks the thread of this coroutine
  gather(workers);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'gather' blocks the thread of this coroutine
  startAndGather(workers);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'startAndGather' blocks the thread of this coroutine
  wait(given);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'wait' blocks the thread of this coroutine
  co_return;
}

// What is known of a function counts, asked for or not, and not its body.
[[clang::annotate("corolint::blocks-on-lock")]] void spin() { usleep(1); }
void take() { spin(); }
home::lazy<> spins() {
  take();
  spin();
  co_return;
}

[[noreturn]] void fail();
home::lazy<> asserts(int n) {
  usleep(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread of this coroutine
  n > 0 ? void() : fail();
  usleep(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'usleep' blocks the thread of this coroutine
  if (n > 1) {
    usleep(n);
    fail();
  }
  co_return;
}

home::lazy<> moved(std::future<int> asked, std::future<int> other) {
  if (asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    std::move(asked).get();
  std::move(other).get();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'std::future<int>::get' blocks the thread of this coroutine
  co_return;
}
