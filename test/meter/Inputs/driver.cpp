// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The loop that gives each case its worst run.

#include "driver.h"
#include "oracle.h"
#include "orders.h"
#include "stage.h"

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stage {
namespace {

rules by = rules::lifetimes;
aio::event_loop *loop = nullptr;
unsigned answers = 0; // a bit for each flag
bool youngest_first = false;
orders *order = nullptr;

/// One round: whatever is ready now has its turn.
void round() {
  loop->stop();
  loop->run_forever();
}

/// Runs \p what on the loop, and what it makes ready.
void on_loop(std::function<void()> what) {
  loop->call_soon(std::move(what));
  // More than a case has awaits in one another.
  for (int i = 0; i < 24; ++i)
    round();
}

/// Takes one of \p queue away.
std::coroutine_handle<> take(std::list<sleeper> &queue, std::size_t which) {
  auto chosen = std::next(queue.begin(), std::ptrdiff_t(which));
  std::coroutine_handle<> who = chosen->who;
  queue.erase(chosen);
  return who;
}

/// Who goes on next; null if nobody waits.
std::coroutine_handle<> next() {
  auto &turn = queue(length::turn), &later = queue(length::later);
  if (by == rules::suspension && turn.size() + later.size() > 0) {
    std::size_t which = order->choose(turn.size() + later.size());
    return which < turn.size() ? take(turn, which)
                               : take(later, which - turn.size());
  }
  for (length each : {length::turn, length::later, length::quiet})
    if (auto &some = queue(each); !some.empty())
      return take(some, youngest_first ? some.size() - 1 : 0);
  return nullptr;
}

/// What was said on stderr.
std::string said() {
  std::string text(4096, '\0');
  ssize_t size = pread(STDERR_FILENO, text.data(), text.size(), 0);
  text.resize(size > 0 ? std::size_t(size) : 0);
  return text;
}

void asan_report(const char *report) {
  const char *what = std::strstr(report, "AddressSanitizer: ");
  what = what ? what + std::strlen("AddressSanitizer: ") : "crash";
  end("bug", std::string_view(what, std::strcspn(what, " \n")));
}

/// libstdc++'s debug mode has spoken, or something has failed.
void abort_report(int) {
  bool is_debug_mode = said().find("Error: ") != std::string::npos;
  is_debug_mode ? end("bug", "debug-mode") : end("broken", "abort");
}

/// An exception that nobody in the case catches.
[[noreturn]] void judge_exception(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception &error) {
    if (std::strstr(error.what(), "already awaited coroutine"))
      end("bug", "awaited-twice");
    end("broken", error.what());
  } catch (...) {
    end("broken", "exception");
  }
}

/// One that has nobody to go to.
void judge_lost(const aio::exception_context &context) {
  try {
    std::rethrow_exception(context.exception);
  } catch (const oops &) {
    end("bug", "lost-error");
  } catch (...) {
    judge_exception(std::current_exception());
  }
}

/// The case's own end; true once it has come.
bool has_ended(const entry &played) {
  try {
    if (!played.is_done())
      return false;
    look_for_losses();
  } catch (const oops &) {
    // What a case may end with.
  }
  return true;
}

void drain(const entry &played) {
  bool ended = has_ended(played);
  for (int steps = 0; steps < 10'000; ++steps) {
    std::coroutine_handle<> who = next();
    if (!who) {
      if (!ended)
        end("broken", "it stands still");
      return;
    }
    on_loop([who] { who.resume(); });
    ended = ended || has_ended(played);
  }
  end("broken", "it goes on and on");
}

[[noreturn]] void play(const entry &played) {
  dup2(memfd_create("stderr", 0), STDERR_FILENO);
  __asan_set_error_report_callback(asan_report);
  std::signal(SIGABRT, abort_report);
  alarm(20);
  loop = new aio::event_loop;
  loop->set_exception_handler(judge_lost);
  loop->set_debug(by == rules::suspension);
  try {
    on_loop(played.start);
    drain(played);
  } catch (...) {
    judge_exception(std::current_exception());
  }
  for (auto [value, times] : shown()) {
    bool is_too_often = played.under.limit && times > played.under.limit;
    bool is_another = played.under.only && value != played.under.only;
    if (is_too_often || is_another)
      end("bug", "wrong-value");
  }
  if (said().find("was never awaited") != std::string::npos)
    end("bug", "never-awaited");
  end("fine", "");
}

/// Runs \p each in a child; was it fine?
bool is_fine(const entry &each) {
  std::printf("%s ", each.name);
  std::fflush(stdout);
  pid_t child = fork();
  if (child == 0)
    play(each);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) <= 1)
    return WEXITSTATUS(status) == 0; // the child has ended the line
  std::printf("broken status-%d\n", status);
  std::fflush(stdout);
  return false;
}

/// With the same answers: both ages first, or each order.
void judge_answered(const entry &each) {
  if (by == rules::lifetimes) {
    for (bool young : {false, true}) {
      youngest_first = young;
      is_fine(each);
    }
    return;
  }
  order->begin();
  while (is_fine(each) && order->next())
    ;
}

} // namespace

void end(const char *truth, std::string_view why) {
  std::string line = std::string(truth) + " " + std::string(why) + "\n";
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0)
    _exit(2);
  _exit(std::strcmp(truth, "fine") == 0 ? 0 : 1);
}

bool flag(int which) { return answers >> (which - 1) & 1; }

entry made(const char *name, aio::task<> (*run)(), terms under) {
  auto root = std::make_shared<std::optional<aio::task_handle<>>>();
  return {name, under, [=] { *root = aio::create_task(run()); },
          [=] {
            if (!(*root)->done())
              return false;
            (*root)->result();
            return true;
          }};
}
entry made(const char *name, home::lazy<> (*run)(), terms under) {
  auto root = std::make_shared<std::optional<home::lazy<>>>();
  return {name, under,
          [=] {
            root->emplace(run());
            (*root)->start();
          },
          [=] {
            if (!(*root)->await_ready())
              return false;
            (*root)->await_resume();
            return true;
          }};
}
entry made(const char *name, void (*run)(), terms under) {
  return {name, under, run, [] { return true; }};
}

int judge(rules that, const std::vector<entry> &entries) {
  by = that;
  order = orders::shared();
  for (const entry &each : entries)
    for (answers = 0; answers < 1u << each.under.flags; ++answers)
      judge_answered(each);
  return 0;
}

} // namespace stage

// Fast, and as strict as it gets.
extern "C" const char *__asan_default_options() {
  return "detect_stack_use_after_return=1:detect_leaks=0:symbolize=0:"
         "handle_segv=1:exitcode=99:max_malloc_fill_size=4096:"
         "max_free_fill_size=4096:free_fill_byte=90";
}
