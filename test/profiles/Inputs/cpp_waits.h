// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after the headers of Boost, cppzmq, libpqxx, redis-plus-plus, POCO, cpr
// and cpp-httplib.

#include <chrono>
#include <string>

namespace boost {
class thread {
public:
  void join();
  void detach();
};
namespace this_thread {
template <class Rep, class Period> void sleep_for(const std::chrono::duration<Rep, Period> &);
}
struct defer_lock_t {};
constexpr defer_lock_t defer_lock{};
class mutex {
public:
  void lock();
  bool try_lock();
  void unlock();
};
namespace interprocess {
struct try_to_lock_type {};
class interprocess_semaphore {
public:
  void wait();
  bool try_wait();
};
class message_queue_t {
public:
  void receive(void *, std::size_t, std::size_t &, unsigned &);
  bool try_receive(void *, std::size_t, std::size_t &, unsigned &);
};
class file_lock {
public:
  void lock();
};
} // namespace interprocess
namespace process {
class child {
public:
  void wait();
  bool running();
};
} // namespace process
namespace filesystem {
class path {
public:
  path(const char *);
};
class file_status {};
file_status status(const path &);
bool exists(const path &);
bool exists(file_status);
} // namespace filesystem
} // namespace boost

namespace zmq {
enum class recv_flags { none = 0, dontwait = 1 };
class message_t {};
namespace detail {
class socket_base {
public:
  bool recv(message_t &, recv_flags = recv_flags::none);
  bool send(message_t &, int = 0);
};
} // namespace detail
class socket_t : public detail::socket_base {};
} // namespace zmq

namespace pqxx {
class result {};
class transaction_base {
public:
  result exec(const std::string &);
  void commit();
  std::string quote(const std::string &);
};
class work : public transaction_base {};
} // namespace pqxx

namespace sw::redis {
class Pipeline {
public:
  Pipeline &set(const char *, const char *);
};
class Redis {
public:
  explicit Redis(const std::string &);
  std::string get(const char *);
  Pipeline pipeline();
};
} // namespace sw::redis

namespace Poco {
class Thread {
public:
  static void sleep(long milliseconds);
  void join();
};
namespace Net {
class DNS {
public:
  static int resolve(const std::string &);
};
} // namespace Net
} // namespace Poco

namespace cpr {
class Response {};
template <class... Options> Response Get(Options &&...);
template <class... Options> int GetAsync(Options &&...);
} // namespace cpr

namespace httplib {
class Client {
public:
  explicit Client(const std::string &);
  int Get(const char *);
  void set_follow_location(bool);
};
} // namespace httplib
