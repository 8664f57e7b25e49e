// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The threads, processes and files of Boost; cppzmq, libpqxx, redis-plus-plus,
// POCO, cpr and cpp-httplib.
// RUN: %check --check coro-blocking-call -- -isystem %S/Inputs
// RUN: %check --check coro-blocking-call --option "coro.AlsoBlocking=files;locks" --suffix ASKED -- -isystem %S/Inputs

#include <aio/aio.hpp>
#include <cpp_waits.h>

aio::task<void> threads(boost::thread &thread, boost::mutex &mutex) {
  boost::this_thread::sleep_for(std::chrono::seconds(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::this_thread::sleep_for' blocks
  // CHECK-FIXES: co_await aio::sleep(std::chrono::seconds(1));
  thread.join();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::thread::join' blocks
  thread.detach();
  if (mutex.try_lock())
    mutex.unlock();
  mutex.lock();
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:3: warning: 'boost::mutex::lock' blocks
  mutex.unlock();
  co_return;
}

aio::task<void> processes(boost::interprocess::interprocess_semaphore &semaphore,
                          boost::interprocess::message_queue_t &queue,
                          boost::interprocess::file_lock &file, boost::process::child &child) {
  char data[8];
  std::size_t size;
  unsigned priority;
  if (semaphore.try_wait() || child.running())
    queue.try_receive(data, sizeof data, size, priority);
  queue.receive(data, sizeof data, size, priority);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::interprocess::message_queue_t::receive' blocks
  file.lock();
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:3: warning: 'boost::interprocess::file_lock::lock' blocks
  child.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::process::child::wait' blocks
  co_return;
}
aio::task<void> waits_for_another(boost::interprocess::interprocess_semaphore &semaphore) {
  semaphore.wait();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'boost::interprocess::interprocess_semaphore::wait' blocks
  co_return;
}

aio::task<void> files(boost::filesystem::file_status known) {
  exists(boost::filesystem::path("it"));
  // CHECK-MESSAGES-ASKED: :[[@LINE-1]]:3: warning: 'boost::filesystem::exists' blocks
  exists(known);
  co_return;
}

aio::task<void> zeromq(zmq::socket_t &socket, zmq::message_t &message) {
  socket.recv(message);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'zmq::detail::socket_base::recv' blocks
  socket.recv(message, zmq::recv_flags::none);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'zmq::detail::socket_base::recv' blocks
  socket.recv(message, zmq::recv_flags::dontwait);
  socket.send(message);
  co_return;
}

aio::task<void> databases(pqxx::work &work, const char *url) {
  work.quote("it");
  work.exec("select 1");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pqxx::transaction_base::exec' blocks
  work.commit();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'pqxx::transaction_base::commit' blocks
  sw::redis::Redis redis(url);
  redis.pipeline().set("key", "value");
  redis.get("key");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sw::redis::Redis::get' blocks
  co_return;
}

aio::task<void> network(const char *url) {
  Poco::Thread::sleep(20);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Poco::Thread::sleep' blocks
  // CHECK-FIXES: co_await aio::sleep(std::chrono::milliseconds(20));
  Poco::Net::DNS::resolve(url);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'Poco::Net::DNS::resolve' blocks
  cpr::GetAsync(url);
  cpr::Get(url);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'cpr::Get' blocks
  httplib::Client client(url);
  client.set_follow_location(true);
  client.Get("/");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'httplib::Client::Get' blocks
  co_return;
}
