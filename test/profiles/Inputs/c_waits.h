// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after the headers of ZeroMQ, OpenSSL, zlib, librdkafka, libmongoc, SDL
// and Windows.

extern "C" {

int zmq_recv(void *socket, void *buffer, unsigned long size, int flags);
int zmq_send(void *socket, const void *buffer, unsigned long size, int flags);
struct zmq_pollitem_t;
int zmq_poll(zmq_pollitem_t *items, int count, long timeout);
void zmq_sleep(int seconds);
#define ZMQ_DONTWAIT 1

struct SSL;
int SSL_set_fd(SSL *, int);
int SSL_connect(SSL *);
int SSL_read(SSL *, void *, int);

struct gzFile_s;
gzFile_s *gzopen(const char *, const char *);
int gzread(gzFile_s *, void *, unsigned);
int uncompress(unsigned char *, unsigned long *, const unsigned char *, unsigned long);

struct rd_kafka_t;
int rd_kafka_poll(rd_kafka_t *, int timeout_ms);
int rd_kafka_flush(rd_kafka_t *, int timeout_ms);
int rd_kafka_produce(rd_kafka_t *);

struct mongoc_cursor_t;
struct bson_t;
bool mongoc_cursor_next(mongoc_cursor_t *, const bson_t **);

void SDL_Delay(unsigned ms);
union SDL_Event;
int SDL_WaitEvent(SDL_Event *);
int SDL_PollEvent(SDL_Event *);

void Sleep(unsigned ms);
unsigned WaitForSingleObject(void *, unsigned ms);
struct CRITICAL_SECTION;
void EnterCriticalSection(CRITICAL_SECTION *);
}
