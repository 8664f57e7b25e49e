// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Memory.h"
#include "cache/ResultCache.h"
#include "cli/Packet.h"
#include "cli/Question.h"
#include "cli/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

namespace corolint {

/// One answer after another: whose, how long, the text.
static Error answer(ArrayRef<Digest> Questions, Store &Kept, int Out) {
  ResultCache Results(Kept);
  for (std::size_t I = 0; I != Questions.size(); ++I) {
    Expected<std::optional<std::string>> Result = Results.find(Questions[I]);
    if (!Result)
      return Result.takeError();
    if (*Result)
      say(Out, pack(I, **Result));
  }
  return Error::success();
}

std::string Memory::ask(std::string &Wrong) const {
  // In a process of its own: what is damaged may also crash who reads it.
  JobSlots Slots(1);
  std::string Answers;
  auto Timeout = [](std::size_t) {
    return std::chrono::seconds(std::chrono::minutes(5));
  };
  std::optional<Worker> Me = forkWorkers(
      1, {Slots, Timeout}, [](std::size_t) {},
      [&](std::size_t, WorkerEnd End) {
        Answers = std::move(End.Text);
        Wrong = std::move(End.Failure);
      });
  if (!Me)
    return Answers;
  Expected<std::unique_ptr<Store>> Kept = Store::open(Folder, Limit);
  Error Failed = Kept ? answer(Questions, **Kept, Me->Out) : Kept.takeError();
  if (!Failed)
    leaveWorker(Me->Out, "");
  errs() << toString(std::move(Failed)) << '\n';
  std::_Exit(1);
}

void Memory::forgetAll(StringRef Why) {
  errs() << "corolint: warning: the cache in " << Folder << " is of no use ("
         << Why << "), ";
  // Others that use it keep what they have open.
  if (std::error_code Refused = Store::clear(Folder)) {
    errs() << "and cannot be cleared: " << Refused.message()
           << "; --no-cache does without\n";
    Folder.clear();
  } else {
    errs() << "and is begun anew\n";
  }
}

std::vector<std::optional<UnitResult>>
Memory::recall(ArrayRef<TranslationUnit> Units,
               ArrayRef<clang::tidy::ClangTidyOptions> CheckOptions,
               StringRef ResourceDir) {
  std::vector<std::optional<UnitResult>> Known(Units.size());
  if (Folder.empty())
    return Known;
  for (auto [Unit, Options] : zip(Units, CheckOptions))
    Questions.push_back(question(Unit, Options, ResourceDir));
  std::string Wrong, Answers = ask(Wrong);
  if (!Wrong.empty())
    forgetAll(Wrong);
  std::size_t I;
  StringRef All = Answers, Text;
  while (unpack(All, I, Text))
    if ((Known[I] = deserialize(Text)))
      Known[I]->IsRemembered = true;
  return Known;
}

void Memory::keep(std::size_t I, StringRef Result) const {
  if (Folder.empty())
    return;
  Expected<std::unique_ptr<Store>> Kept = Store::open(Folder, Limit);
  if (!Kept)
    return consumeError(Kept.takeError());
  consumeError(ResultCache(**Kept).keep(Questions[I], ReadLog::get()->asked(),
                                        Result, Began));
  consumeError((*Kept)->prune());
}

} // namespace corolint
