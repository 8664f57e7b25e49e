// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/Threading.h"
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <list>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

using namespace llvm;
using Clock = std::chrono::steady_clock;

namespace corolint {
namespace {

/// The reading end of a pipe, and what came through it.
struct Stream {
  int Descriptor = -1;
  std::string Text;

  /// False at the end of the stream.
  bool read() {
    char Buffer[1 << 16];
    ssize_t Count = ::read(Descriptor, Buffer, sizeof Buffer);
    if (Count > 0)
      Text.append(Buffer, static_cast<std::size_t>(Count));
    return Count > 0 || (Count < 0 && (errno == EINTR || errno == EAGAIN));
  }

  void close() {
    ::close(Descriptor);
    Descriptor = -1;
  }
};

struct Worker {
  std::size_t Index;
  pid_t Process;
  Clock::time_point Deadline;
  Stream Result;
  Stream Complaints; ///< stderr
  bool TimedOut = false;
};

UnitResult failure(std::string Why) {
  UnitResult Result;
  Result.Failure = std::move(Why);
  return Result;
}

void writeAll(int Descriptor, StringRef Text) {
  while (!Text.empty()) {
    ssize_t Count = ::write(Descriptor, Text.data(), Text.size());
    if (Count > 0)
      Text = Text.drop_front(static_cast<std::size_t>(Count));
    else if (errno != EINTR)
      return;
  }
}

[[noreturn]] void beWorker(int Out, int Complaints,
                           function_ref<UnitResult()> Work) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  // A crash is reported; a core file of each would only fill the disk.
  rlimit NoCore{0, 0};
  ::setrlimit(RLIMIT_CORE, &NoCore);
  // Standard output is the report's.
  ::dup2(Complaints, STDERR_FILENO);
  ::dup2(Complaints, STDOUT_FILENO);
  writeAll(Out, serialize(Work()));
  // Neither destructors nor the parent's buffered output.
  ::_exit(0);
}

/// \p Complaints' last line, where assertions and LLVM say why they gave up.
std::string lastWords(StringRef Complaints) {
  StringRef Line = Complaints.trim().rsplit('\n').second;
  if (Line.empty())
    Line = Complaints.trim();
  return Line.empty() ? "" : ": " + Line.take_front(300).str();
}

class Pool {
public:
  Pool(std::size_t Count, WorkerLimits Limits,
       function_ref<UnitResult(std::size_t)> Work,
       function_ref<void(std::size_t)> Started,
       function_ref<void(UnitResult &)> Ended)
      : Limits(Limits), Work(Work), Started(Started), Ended(Ended),
        Results(Count) {
    if (this->Limits.Jobs == 0)
      this->Limits.Jobs = hardware_concurrency().compute_thread_count();
  }

  std::vector<UnitResult> run() {
    std::size_t Next = 0;
    while (Next < Results.size() || !Running.empty()) {
      while (Next < Results.size() && Running.size() < Limits.Jobs)
        start(Next++);
      wait();
    }
    return std::move(Results);
  }

private:
  void start(std::size_t Index) {
    Started(Index);
    int Result[2], Complaints[2];
    if (::pipe2(Result, O_CLOEXEC) || ::pipe2(Complaints, O_CLOEXEC)) {
      Results[Index] = failure("no pipe to a worker: " + sys::StrError());
      return;
    }
    pid_t Process = ::fork();
    if (Process == 0)
      beWorker(Result[1], Complaints[1], [&] { return Work(Index); });
    ::close(Result[1]);
    ::close(Complaints[1]);
    if (Process < 0) {
      Results[Index] = failure("no process for a worker: " + sys::StrError());
      ::close(Result[0]);
      ::close(Complaints[0]);
      return;
    }
    ::fcntl(Complaints[0], F_SETFL, O_NONBLOCK);
    Running.push_back({Index,
                       Process,
                       Clock::now() + Limits.Timeout,
                       {Result[0], ""},
                       {Complaints[0], ""}});
  }

  void wait() {
    std::vector<pollfd> Polled;
    auto Soonest = Clock::time_point::max();
    for (const Worker &W : Running) {
      Polled.push_back({W.Result.Descriptor, POLLIN, 0});
      Polled.push_back({W.Complaints.Descriptor, POLLIN, 0});
      Soonest = std::min(Soonest, W.Deadline);
    }
    if (Polled.empty())
      return;
    auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
        Soonest - Clock::now());
    ::poll(Polled.data(), Polled.size(),
           static_cast<int>(
               std::clamp<std::int64_t>(Left.count() + 1, 0, 1000 * 60 * 60)));
    std::size_t I = 0;
    for (auto W = Running.begin(); W != Running.end(); I += 2) {
      // A negative descriptor is one that has ended; poll skips it.
      if (Polled[I + 1].revents && !W->Complaints.read())
        W->Complaints.close();
      bool IsOver = Polled[I].revents && !W->Result.read();
      if (!IsOver && !W->TimedOut && Clock::now() >= W->Deadline) {
        W->TimedOut = true;
        ::kill(W->Process, SIGKILL);
      }
      if (IsOver) {
        Results[W->Index] = finish(*W);
        Ended(Results[W->Index]);
        W = Running.erase(W);
      } else {
        ++W;
      }
    }
  }

  UnitResult finish(Worker &W) {
    int Status = 0;
    while (::waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
      ;
    while (W.Complaints.Descriptor >= 0)
      if (std::size_t Before = W.Complaints.Text.size();
          !W.Complaints.read() || W.Complaints.Text.size() == Before)
        W.Complaints.close();
    W.Result.close();
    if (W.TimedOut)
      return failure("no end after " + std::to_string(Limits.Timeout.count()) +
                     " s; --timeout gives more");
    if (WIFSIGNALED(Status))
      return failure(std::string("Clang or a check crashed on it (") +
                     ::strsignal(WTERMSIG(Status)) + ")" +
                     lastWords(W.Complaints.Text));
    if (std::optional<UnitResult> Result = deserialize(W.Result.Text))
      return std::move(*Result);
    return failure("its worker ended early" + lastWords(W.Complaints.Text));
  }

  WorkerLimits Limits;
  function_ref<UnitResult(std::size_t)> Work;
  function_ref<void(std::size_t)> Started;
  function_ref<void(UnitResult &)> Ended;
  std::vector<UnitResult> Results;
  std::list<Worker> Running;
};

} // namespace

std::vector<UnitResult> runWorkers(std::size_t Count, WorkerLimits Limits,
                                   function_ref<UnitResult(std::size_t)> Work,
                                   function_ref<void(std::size_t)> Started,
                                   function_ref<void(UnitResult &)> Ended) {
  return Pool(Count, Limits, Work, Started, Ended).run();
}

} // namespace corolint
