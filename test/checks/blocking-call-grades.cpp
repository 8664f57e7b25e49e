// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Files, the console and locks block only for those who ask for it.
// RUN: %check --check coro-blocking-call
// RUN: %check --check coro-blocking-call --option "coro.AlsoBlocking=files" --suffix FILES
// RUN: %check --check coro-blocking-call --option "coro.AlsoBlocking=locks" --suffix LOCKS
// RUN: %check --check coro-blocking-call --option "coro.AlsoBlocking=files; locks" --suffix FILES --suffix LOCKS

#include "home.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <sstream>
#include <string>
#include <sys/file.h>

home::lazy<> files(const std::filesystem::path &path, FILE *file) {
  char data[64];
  std::filesystem::remove(path);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'std::filesystem::remove' blocks the thread
  is_directory(std::filesystem::status(path));
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:16: warning: 'std::filesystem::status' blocks the thread
  std::fread(data, 1, sizeof data, file);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'fread' blocks the thread
  std::ifstream in;
  in.open(path);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: {{.*}}open' blocks the thread
  std::string line;
  std::getline(in, line);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'std::getline' blocks the thread
  in >> line;
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'std::operator>>' blocks the thread
  in.read(data, sizeof data);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: {{.*}}read' blocks the thread
  std::istringstream text("memory");
  std::getline(text, line);
  text >> line;
  std::ostringstream out;
  out << line;
  co_return;
}

home::lazy<> console() {
  std::string line;
  std::getline(std::cin, line);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'std::getline' blocks the thread
  std::cout << line << line;
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'std::operator<<' blocks the thread
  std::puts("hello");
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'puts' blocks the thread
  std::istream &unknown = std::cin;
  unknown.get();
  co_return;
}

home::lazy<> locks(std::mutex &mutex, std::shared_mutex &shared, int fd) {
  mutex.lock();
  // CHECK-MESSAGES-LOCKS: :[[@LINE-1]]:3: warning: 'std::mutex::lock' blocks the thread
  mutex.unlock();
  if (mutex.try_lock())
    mutex.unlock();
  std::unique_lock<std::mutex> lock(mutex, std::defer_lock);
  lock.lock();
  // CHECK-MESSAGES-LOCKS: :[[@LINE-1]]:3: warning: 'std::unique_lock<std::mutex>::lock' blocks the thread
  lock.unlock();
  shared.lock_shared();
  // CHECK-MESSAGES-LOCKS: :[[@LINE-1]]:3: warning: 'std::shared_mutex::lock_shared' blocks the thread
  shared.unlock_shared();
  flock(fd, LOCK_EX);
  // CHECK-MESSAGES-LOCKS: :[[@LINE-1]]:3: warning: 'flock' blocks the thread
  flock(fd, LOCK_EX | LOCK_NB);
  flock(fd, LOCK_UN);
  co_return;
}
