// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ZeroMQ, OpenSSL, zlib, librdkafka, libmongoc, SDL and Windows, by their C
// functions.
// RUN: %check --check coro-blocking-call -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --option "coro.AlsoBlocking=files;locks" --suffix ASKED -- -isystem %S/Inputs

#include <aio/aio.hpp>
#include <c_waits.h>
#include <sys/socket.h>

aio::task<void> zeromq(void *socket, int flags, zmq_pollitem_t *items) {
  char data[8];
  zmq_recv(socket, data, sizeof data, 0);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'zmq_recv' blocks
  zmq_recv(socket, data, sizeof data, ZMQ_DONTWAIT);
  zmq_recv(socket, data, sizeof data, flags);
  zmq_send(socket, data, sizeof data, 0);
  zmq_poll(items, 1, 0);
  zmq_poll(items, 1, -1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'zmq_poll' blocks
  zmq_sleep(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'zmq_sleep' blocks
  // CHECK-FIXES: co_await aio::sleep(std::chrono::seconds(1));
  co_return;
}

aio::task<void> openssl(SSL *tls, SSL *other, int given, const sockaddr *peer, socklen_t size) {
  char data[8];
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  ::connect(fd, peer, size);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'connect' blocks
  SSL_set_fd(tls, fd);
  SSL_connect(tls);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SSL_connect' blocks
  SSL_read(tls, data, sizeof data);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SSL_read' blocks
  SSL_set_fd(other, given);
  SSL_connect(other);
  SSL_read(other, data, sizeof data);
  co_return;
}

aio::task<void> zlib(const char *name, unsigned char *to, unsigned long *size) {
  gzFile_s *file = gzopen(name, "r");
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:20: warning: 'gzopen' blocks
  gzread(file, to, 8);
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:3: warning: 'gzread' blocks
  uncompress(to, size, to, 8);
  co_return;
}

aio::task<void> kafka(rd_kafka_t *producer) {
  rd_kafka_produce(producer);
  rd_kafka_poll(producer, 0);
  rd_kafka_poll(producer, 100);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'rd_kafka_poll' blocks
  rd_kafka_flush(producer, 5000);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'rd_kafka_flush' blocks
  co_return;
}

aio::task<void> mongo(mongoc_cursor_t *cursor, const bson_t *document) {
  while (mongoc_cursor_next(cursor, &document))
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: 'mongoc_cursor_next' blocks
    ;
  co_return;
}

aio::task<void> sdl(SDL_Event *event) {
  SDL_PollEvent(event);
  SDL_WaitEvent(event);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SDL_WaitEvent' blocks
  SDL_Delay(16);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'SDL_Delay' blocks
  // CHECK-FIXES: co_await aio::sleep(std::chrono::milliseconds(16));
  co_return;
}

aio::task<void> windows(void *handle, CRITICAL_SECTION *section) {
  Sleep(10);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Sleep' blocks
  // CHECK-FIXES: co_await aio::sleep(std::chrono::milliseconds(10));
  WaitForSingleObject(handle, 0);
  WaitForSingleObject(handle, 0xFFFFFFFF);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'WaitForSingleObject' blocks
  EnterCriticalSection(section);
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:3: warning: 'EnterCriticalSection' blocks
  co_return;
}
