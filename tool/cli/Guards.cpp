// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Guards.h"
#include "llvm/Support/ErrorHandling.h"
#include <csignal>
#include <cstdint>
#include <cstring>
#include <new>
#include <sys/resource.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

using namespace llvm;

namespace corolint {
namespace {

/// Statuses that nothing else in a worker ends with.
enum { OutOfMemory = 101, OutOfStack = 102 };

volatile std::sig_atomic_t Interrupted = 0;

std::uintptr_t stackPointer(const void *Context) {
  const mcontext_t &Machine =
      static_cast<const ucontext_t *>(Context)->uc_mcontext;
#if defined(__linux__) && defined(__x86_64__)
  return static_cast<std::uintptr_t>(Machine.gregs[REG_RSP]);
#elif defined(__linux__) && defined(__aarch64__)
  return Machine.sp;
#else
  (void)Machine;
  return 0; // a stack that overflows is told of as any other crash
#endif
}

/// A frame that does not fit touches memory just below what is there.
void onBadAccess(int Signal, siginfo_t *Info, void *Context) {
  constexpr std::uintptr_t Near = 1 << 16;
  std::uintptr_t Top = stackPointer(Context);
  auto Touched = reinterpret_cast<std::uintptr_t>(Info->si_addr);
  if (Top && Touched > Top - Near && Touched < Top + Near)
    ::_exit(OutOfStack);
  std::signal(Signal, SIG_DFL);
  ::raise(Signal);
}

void watchStack() {
  // Clang nests as deeply as the code does. The system leaves at least 128 MB
  // below a stack, and gives none of it before it is asked for.
  constexpr rlim_t Roomy = rlim_t(64) << 20;
  rlimit Stack;
  if (::getrlimit(RLIMIT_STACK, &Stack) == 0 && Stack.rlim_cur < Roomy) {
    Stack.rlim_cur = std::min(Roomy, Stack.rlim_max);
    ::setrlimit(RLIMIT_STACK, &Stack);
  }
  static char Spare[1 << 16]; // the handler's own: there is no other left
  stack_t Other{};
  Other.ss_sp = Spare;
  Other.ss_size = sizeof Spare;
  ::sigaltstack(&Other, nullptr);
  struct sigaction Action{};
  Action.sa_sigaction = onBadAccess;
  Action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  ::sigaction(SIGSEGV, &Action, nullptr);
  ::sigaction(SIGBUS, &Action, nullptr);
}

void watchMemory(unsigned Megabytes) {
  if (!Megabytes)
    return;
  // What the process asks for; the libraries' own files do not count.
  rlim_t Bytes = rlim_t(Megabytes) << 20;
  rlimit Data{Bytes, Bytes};
  ::setrlimit(RLIMIT_DATA, &Data);
}

void onInterrupt(int) { Interrupted = 1; }

} // namespace

void guardWorker(unsigned Megabytes) {
  // Ctrl-C goes to all processes of a terminal. The parent ends its workers,
  // and knows then that it did.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  std::set_new_handler([] { ::_exit(OutOfMemory); });
  install_bad_alloc_error_handler(
      [](void *, const char *, bool) { ::_exit(OutOfMemory); });
  watchStack();
  watchMemory(Megabytes);
}

std::string causeOfDeath(int Status, unsigned Megabytes, StringRef LastWords) {
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfStack)
    return "its code nests too deeply for Clang or a check";
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemory)
    return Megabytes ? "it needs more than " + std::to_string(Megabytes) +
                           " MB; --memory-limit gives more"
                     : "there is no memory left; -j lints fewer files at once";
  if (!WIFSIGNALED(Status))
    return "";
  if (WTERMSIG(Status) == SIGKILL)
    return "the system killed its worker, as it does when memory runs out; -j "
           "lints fewer files at once";
  return std::string("Clang or a check crashed on it (") +
         ::strsignal(WTERMSIG(Status)) + ")" + LastWords.str();
}

void catchInterrupts() {
  struct sigaction Action{};
  Action.sa_handler = onInterrupt;
  Action.sa_flags = static_cast<int>(SA_RESETHAND); // and no SA_RESTART
  ::sigaction(SIGINT, &Action, nullptr);
  ::sigaction(SIGTERM, &Action, nullptr);
}

bool wasInterrupted() { return Interrupted; }

} // namespace corolint
