// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Workers.h"
#include "cli/Guards.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
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

struct Running {
  std::size_t Index;
  pid_t Process;
  Clock::time_point Deadline;
  Stream Result;
  Stream Complaints; ///< stderr
  bool TimedOut = false;
};

void becomeWorker(pid_t Parent, int Complaints, unsigned Megabytes) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (::getppid() != Parent)
    ::_exit(1); // it has died already: nobody listens
  // A crash is reported; a core file of each would only fill the disk.
  rlimit NoCore{0, 0};
  ::setrlimit(RLIMIT_CORE, &NoCore);
  guardWorker(Megabytes);
  // Standard output is the report's.
  ::dup2(Complaints, STDERR_FILENO);
  ::dup2(Complaints, STDOUT_FILENO);
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
       function_ref<void(std::size_t)> Started,
       function_ref<void(std::size_t, WorkerEnd)> Ended)
      : Count(Count), Limits(Limits), Started(Started), Ended(Ended) {}

  std::optional<Worker> run() {
    while (Next < Count || !Workers.empty()) {
      if (wasInterrupted()) {
        killAll();
        break;
      }
      while (Next < Count && hasSlot())
        if (std::optional<Worker> Me = start(Next++))
          return Me;
      wait();
    }
    return std::nullopt;
  }

private:
  /// The first worker has the slot of who waits here for it.
  bool hasSlot() { return Workers.empty() || Limits.Slots.take(); }
  void freeSlot() {
    if (!Workers.empty())
      Limits.Slots.give();
  }

  void fail(std::size_t Index, std::string Why) {
    Ended(Index, {"", Why + sys::StrError(), false});
    freeSlot();
  }

  std::optional<Worker> start(std::size_t Index) {
    Started(Index);
    int Result[2], Complaints[2];
    if (::pipe2(Result, O_CLOEXEC) || ::pipe2(Complaints, O_CLOEXEC)) {
      fail(Index, "no pipe to a worker: ");
      return std::nullopt;
    }
    pid_t Parent = ::getpid();
    pid_t Process = ::fork();
    if (Process == 0) {
      becomeWorker(Parent, Complaints[1], Limits.Megabytes);
      return Worker{Index, Result[1]};
    }
    ::close(Result[1]);
    ::close(Complaints[1]);
    if (Process < 0) {
      fail(Index, "no process for a worker: ");
      ::close(Result[0]);
      ::close(Complaints[0]);
      return std::nullopt;
    }
    ::fcntl(Complaints[0], F_SETFL, O_NONBLOCK);
    Workers.push_back({Index,
                       Process,
                       Clock::now() + Limits.Timeout(Index),
                       {Result[0], ""},
                       {Complaints[0], ""}});
    return std::nullopt;
  }

  void wait() {
    std::vector<pollfd> Polled;
    auto Soonest = Clock::time_point::max();
    for (const Running &W : Workers) {
      Polled.push_back({W.Result.Descriptor, POLLIN, 0});
      Polled.push_back({W.Complaints.Descriptor, POLLIN, 0});
      Soonest = std::min(Soonest, W.Deadline);
    }
    if (Polled.empty())
      return;
    if (Next < Count)
      Polled.push_back({Limits.Slots.descriptor(), POLLIN, 0});
    auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
        Soonest - Clock::now());
    ::poll(Polled.data(), Polled.size(),
           static_cast<int>(
               std::clamp<std::int64_t>(Left.count() + 1, 0, 1000 * 60 * 60)));
    std::size_t I = 0;
    for (auto W = Workers.begin(); W != Workers.end(); I += 2) {
      // A negative descriptor is one that has ended; poll skips it.
      if (Polled[I + 1].revents && !W->Complaints.read())
        W->Complaints.close();
      bool IsOver = Polled[I].revents && !W->Result.read();
      if (!IsOver && !W->TimedOut && Clock::now() >= W->Deadline) {
        W->TimedOut = true;
        ::kill(W->Process, SIGKILL);
      }
      if (IsOver) {
        Ended(W->Index, finish(*W));
        W = Workers.erase(W);
        freeSlot();
      } else {
        ++W;
      }
    }
  }

  void killAll() {
    for (Running &W : Workers) {
      ::kill(W.Process, SIGKILL);
      ::waitpid(W.Process, nullptr, 0);
    }
  }

  WorkerEnd finish(Running &W) {
    int Status = 0;
    while (::waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
      ;
    while (W.Complaints.Descriptor >= 0)
      if (std::size_t Before = W.Complaints.Text.size();
          !W.Complaints.read() || W.Complaints.Text.size() == Before)
        W.Complaints.close();
    W.Result.close();
    WorkerEnd End;
    End.TimedOut = W.TimedOut;
    if (W.TimedOut)
      End.Failure = "no end after " +
                    std::to_string(Limits.Timeout(W.Index).count()) +
                    " s; --timeout gives more";
    else if (std::string Cause = causeOfDeath(Status, Limits.Megabytes,
                                              lastWords(W.Complaints.Text));
             !Cause.empty())
      End.Failure = std::move(Cause);
    else if (!WIFEXITED(Status) || WEXITSTATUS(Status) != 0)
      End.Failure = "its worker ended early" + lastWords(W.Complaints.Text);
    End.Text = std::move(W.Result.Text);
    return End;
  }

  std::size_t Count;
  WorkerLimits Limits;
  function_ref<void(std::size_t)> Started;
  function_ref<void(std::size_t, WorkerEnd)> Ended;
  std::size_t Next = 0;
  std::list<Running> Workers;
};

} // namespace

std::optional<Worker>
forkWorkers(std::size_t Count, WorkerLimits Limits,
            function_ref<void(std::size_t)> Started,
            function_ref<void(std::size_t, WorkerEnd)> Ended) {
  return Pool(Count, Limits, Started, Ended).run();
}

void say(int Out, StringRef Text) {
  while (!Text.empty()) {
    ssize_t Count = ::write(Out, Text.data(), Text.size());
    if (Count > 0)
      Text = Text.drop_front(static_cast<std::size_t>(Count));
    else if (errno != EINTR)
      return;
  }
}

void leaveWorker(int Out, StringRef Text) {
  say(Out, Text);
  ::_exit(0);
}

} // namespace corolint
