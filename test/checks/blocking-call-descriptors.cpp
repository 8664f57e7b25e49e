// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a socket makes its thread wait, the descriptor says: only one that is
// visibly blocking is reported.
// RUN: %check --check coro-blocking-call --clang-only
// RUN: %check --check coro-blocking-call --clang-only --option "coro.AlsoBlocking=files" --suffix FILES

#include "home.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

home::lazy<int> client(const sockaddr *peer, socklen_t size) {
  char data[64];
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    co_return -1;
  int yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
  connect(fd, peer, size);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' blocks the thread
  send(fd, data, sizeof data, MSG_NOSIGNAL);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'send' blocks the thread
  recv(fd, data, sizeof data, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'recv' blocks the thread
  recv(fd, data, sizeof data, MSG_DONTWAIT);
  close(fd);
  co_return 0;
}

home::lazy<int> server(int listener) {
  accept(listener, nullptr, nullptr); // who knows
  char data[64];
  int fd;
  if ((fd = accept(listener, nullptr, nullptr)) == -1)
    co_return -1;
  int got = read(fd, data, sizeof data);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'read' blocks the thread
  close(fd);
  int other = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
  read(other, data, sizeof data);
  co_return got;
}

home::lazy<> own_listener(const sockaddr *address, socklen_t size) {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  bind(fd, address, size);
  listen(fd, 5);
  ::accept4(fd, nullptr, nullptr, SOCK_NONBLOCK);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'accept4' blocks the thread
  close(fd);
  co_return;
}

void hand_over(int);
void watch(pollfd *);

home::lazy<> silent(const sockaddr *peer, socklen_t size, int flags, int given) {
  char data[64];
  int a = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  recv(a, data, sizeof data, 0);
  int b = socket(AF_INET, flags, 0);
  recv(b, data, sizeof data, 0);
  int c = socket(AF_INET, SOCK_STREAM, 0);
  fcntl(c, F_SETFL, O_NONBLOCK);
  recv(c, data, sizeof data, 0);
  int d = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  ioctl(d, FIONBIO, &on);
  recv(d, data, sizeof data, 0);
  int e = socket(AF_INET, SOCK_STREAM, 0);
  hand_over(e);
  recv(e, data, sizeof data, 0);
  int f = socket(AF_INET, SOCK_STREAM, 0);
  pollfd looked{f, POLLIN, 0};
  watch(&looked);
  recv(f, data, sizeof data, 0);
  int g = socket(AF_INET, SOCK_STREAM, 0);
  recv(g, data, sizeof data, flags);
  int h = socket(AF_INET, SOCK_STREAM, 0);
  auto later = [h] { hand_over(h); };
  recv(h, data, sizeof data, 0);
  int i = flags ? given : socket(AF_INET, SOCK_STREAM, 0);
  recv(i, data, sizeof data, 0);
  recv(given, data, sizeof data, 0);
  int datagrams = socket(AF_INET, SOCK_DGRAM, 0);
  connect(datagrams, peer, size); // only names the peer
  send(datagrams, data, sizeof data, 0);
  (void)later;
  co_return;
}

home::lazy<> receives_datagrams() {
  char data[64];
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  recvfrom(fd, data, sizeof data, 0, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'recvfrom' blocks the thread
  co_return;
}

home::lazy<> file(const char *name) {
  char data[64];
  int fd = open(name, O_RDONLY | O_CLOEXEC);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:12: warning: 'open' blocks the thread
  read(fd, data, sizeof data);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'read' blocks the thread
  lseek(fd, 0, SEEK_SET);
  close(fd);
  read(STDIN_FILENO, data, sizeof data);
  // CHECK-MESSAGES-FILES: :[[@LINE-1]]:3: warning: 'read' blocks the thread
  int pipe = open(name, O_RDONLY | O_NONBLOCK);
  read(pipe, data, sizeof data);
  co_return;
}

home::lazy<> looks(pollfd *fds, fd_set *set, int epoll, epoll_event *event, pid_t child, int options) {
  poll(fds, 1, 0);
  poll(nullptr, 0, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'poll' blocks the thread
  epoll_wait(epoll, event, 1, 0);
  epoll_pwait(epoll, event, 1, 0, nullptr);
  epoll_pwait(epoll, event, 1, -1, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'epoll_pwait' blocks the thread
  timeval none{};
  select(1, set, nullptr, nullptr, &none);
  const timespec never{0, 0};
  ppoll(fds, 1, &never, nullptr);
  timeval some{1, 0};
  select(1, set, nullptr, nullptr, &some);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'select' blocks the thread
  select(1, set, nullptr, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'select' blocks the thread
  int status;
  waitpid(child, &status, WNOHANG);
  waitpid(child, &status, options);
  waitpid(child, &status, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'waitpid' blocks the thread
  co_return;
}
