// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The oracle, and the loop that gives each case its worst run.

#include "stage.h"

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <list>
#include <map>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

namespace stage {
namespace {

/// The child's last words. Nothing is flushed or destroyed behind them.
[[noreturn]] void end(const char *truth, std::string_view why) {
  std::string line = std::string(truth) + " " + std::string(why) + "\n";
  if (write(STDOUT_FILENO, line.data(), line.size()) < 0)
    _exit(2);
  _exit(0);
}

auto &alive() {
  static auto *addresses = new std::set<const void *>;
  return *addresses;
}

/// How often each value was shown.
auto &shown() {
  static auto *values = new std::map<int, int>;
  return *values;
}

struct sleeper {
  const wait *where;
  std::coroutine_handle<> who;
};
std::array<std::list<sleeper>, 3> &queues() {
  static auto *all = new std::array<std::list<sleeper>, 3>;
  return *all;
}

aio::event_loop *loop = nullptr;
unsigned answers = 0; // a bit for each flag
bool youngest_first = false;

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

/// Until nobody waits. The shortest wait goes first.
void drain() {
  for (int steps = 0; steps < 10'000; ++steps) {
    auto &all = queues();
    auto some = std::find_if(all.begin(), all.end(),
                             [](auto &queue) { return !queue.empty(); });
    if (some == all.end())
      return;
    auto first = youngest_first ? std::prev(some->end()) : some->begin();
    std::coroutine_handle<> next = first->who;
    some->erase(first);
    on_loop([next] { next.resume(); });
  }
  end("broken", "it goes on and on");
}

void asan_report(const char *report) {
  const char *what = std::strstr(report, "AddressSanitizer: ");
  what = what ? what + std::strlen("AddressSanitizer: ") : "crash";
  end("bug", std::string_view(what, std::strcspn(what, " \n")));
}

[[noreturn]] void play(const entry &played) {
  __asan_set_error_report_callback(asan_report);
  alarm(20);
  loop = new aio::event_loop;
  loop->set_exception_handler(
      [](const aio::exception_context &) { end("broken", "exception"); });
  try {
    on_loop(played.start);
    drain();
    if (!played.is_done())
      end("broken", "it stands still");
  } catch (const std::exception &error) {
    end("broken", error.what());
  } catch (...) {
    end("broken", "exception");
  }
  for (auto [value, times] : shown())
    if (times > played.limit)
      end("bug", "wrong-value");
  end("fine", "");
}

} // namespace

tracked::tracked(int n) : number(n) { alive().insert(this); }
tracked::tracked(const tracked &other) : number((other.check(), other.number)) {
  alive().insert(this);
}
tracked &tracked::operator=(const tracked &other) {
  check();
  other.check();
  number = other.number;
  return *this;
}
tracked::~tracked() {
  check();
  alive().erase(this);
}
void tracked::check() const {
  if (!alive().contains(this))
    end("bug", "use-after-lifetime");
}
void tracked::show() const {
  check();
  ++shown()[number];
}

std::string text(int n) {
  return std::to_string(n) + " is written on a label as long as this one";
}
void show(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  ++shown()[number];
}

void wait::await_suspend(std::coroutine_handle<> h) {
  queues()[int(how_long)].push_back({this, h});
}
wait::~wait() {
  queues()[int(how_long)].remove_if(
      [this](const sleeper &each) { return each.where == this; });
}

aio::task<> nap() { co_await later(); }
home::lazy<> doze() { co_await later(); }

bool flag(int which) { return answers >> (which - 1) & 1; }

void spawn(home::lazy<> task) {
  static auto *running = new std::list<home::lazy<>>;
  running->push_back(std::move(task));
  running->back().start();
}

entry made(const char *name, aio::task<> (*run)(), int limit, int flags) {
  auto root = std::make_shared<std::optional<aio::task_handle<>>>();
  return {name, [=] { *root = aio::create_task(run()); },
          [=] {
            if (!(*root)->done())
              return false;
            try {
              (*root)->result();
            } catch (const oops &) {
            }
            return true;
          },
          limit, flags};
}
entry made(const char *name, home::lazy<> (*run)(), int limit, int flags) {
  auto root = std::make_shared<std::optional<home::lazy<>>>();
  return {name,
          [=] {
            root->emplace(run());
            (*root)->start();
          },
          [=] {
            if (!(*root)->await_ready())
              return false;
            try {
              (*root)->await_resume();
            } catch (const oops &) {
            }
            return true;
          },
          limit, flags};
}
entry made(const char *name, void (*run)(), int limit, int flags) {
  return {name, run, [] { return true; }, limit, flags};
}

int judge(const std::vector<entry> &entries) {
  for (const entry &each : entries)
    for (unsigned run = 0; run < 2u << each.flags; ++run) {
      answers = run >> 1;
      youngest_first = run & 1;
      std::printf("%s ", each.name);
      std::fflush(stdout);
      pid_t child = fork();
      if (child == 0)
        play(each);
      int status = 0;
      waitpid(child, &status, 0);
      // Otherwise the child has ended the line.
      if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::printf("broken status-%d\n", status);
        std::fflush(stdout);
      }
    }
  return 0;
}

} // namespace stage

// Fast, and as strict as it gets.
extern "C" const char *__asan_default_options() {
  return "detect_stack_use_after_return=1:detect_leaks=0:symbolize=0:"
         "handle_segv=1:exitcode=99:max_malloc_fill_size=4096:"
         "max_free_fill_size=4096:free_fill_byte=90";
}
