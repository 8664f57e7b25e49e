// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Shaped after the headers of libcurl, SQLite, libpq, MySQL and hiredis.

extern "C" {

typedef void CURL;
typedef int CURLcode;
CURLcode curl_easy_perform(CURL *);
CURLcode curl_easy_pause(CURL *, int);

struct sqlite3;
struct sqlite3_stmt;
int sqlite3_step(sqlite3_stmt *);
int sqlite3_exec(sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **);
int sqlite3_bind_int(sqlite3_stmt *, int, int);
int sqlite3_sleep(int);

struct PGconn;
struct PGresult;
PGconn *PQconnectdb(const char *);
PGresult *PQexec(PGconn *, const char *);
int PQsendQuery(PGconn *, const char *);
PGresult *PQgetResult(PGconn *);

struct MYSQL;
int mysql_real_query(MYSQL *, const char *, unsigned long);

struct redisContext;
void *redisCommand(redisContext *, const char *, ...);
}
