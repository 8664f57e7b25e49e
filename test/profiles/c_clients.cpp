// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// libcurl, SQLite, libpq, MySQL and hiredis: what always waits, and what is made
// for loops beside it.
// RUN: %check --check coro-blocking-call -- -isystem %S/Inputs

#include <aio/aio.hpp>
#include <c_clients.h>

aio::task<void> curl(CURL *handle) {
  curl_easy_perform(handle);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'curl_easy_perform' blocks
  // CHECK-NOTES: :[[@LINE-2]]:3: note: 'curl_easy_perform' waits for the whole transfer; use curl_multi_socket_action(), driven by the loop instead
  // CHECK-NOTES: :[[@LINE-3]]:3: note: run it on another thread: 'co_await aio::to_thread([&] { return curl_easy_perform(handle); })'
  curl_easy_pause(handle, 0);
  co_return;
}

aio::task<void> sqlite(sqlite3 *db, sqlite3_stmt *statement) {
  sqlite3_bind_int(statement, 1, 42);
  sqlite3_step(statement);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sqlite3_step' blocks
  sqlite3_exec(db, "vacuum", nullptr, nullptr, nullptr);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sqlite3_exec' blocks
  sqlite3_sleep(20);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'sqlite3_sleep' blocks
  // CHECK-FIXES: co_await aio::sleep(std::chrono::milliseconds(20));
  co_return;
}

PGresult *query(PGconn *connection) { return PQexec(connection, "select 1"); }

aio::task<void> libpq() {
  PGconn *connection = PQconnectdb("");
  // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'PQconnectdb' blocks
  query(connection);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'query' blocks the thread of this coroutine: it comes to call 'PQexec'
  PQsendQuery(connection, "select 1");
  PQgetResult(connection);
  co_return;
}

aio::task<void> mysql(MYSQL *connection) {
  mysql_real_query(connection, "select 1", 8);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'mysql_real_query' blocks
  co_return;
}

aio::task<void> hiredis(redisContext *context) {
  redisCommand(context, "PING");
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'redisCommand' blocks
  co_return;
}
