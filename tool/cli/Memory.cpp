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

/// A unit may have been parsed, or set aside, or both for different programs.
static Digest whetherAside(const Digest &Question) {
  return Digester().add(Question).add("aside").take();
}

/// One answer after another: whose, how long, the text.
static Error answer(ArrayRef<Digest> Questions, Store &Kept, int Out) {
  ResultCache Results(Kept);
  for (std::size_t I = 0; I != Questions.size(); ++I)
    for (const Digest &Question : {Questions[I], whetherAside(Questions[I])}) {
      Expected<std::optional<std::string>> Result = Results.find(Question);
      if (!Result)
        return Result.takeError();
      if (!*Result)
        continue;
      say(Out, pack(I, **Result));
      break;
    }
  return Error::success();
}

std::pair<std::string, std::string>
Memory::apart(function_ref<Error(Store &Kept, int Out)> Work) const {
  JobSlots Slots(1);
  std::pair<std::string, std::string> Outcome;
  auto Timeout = [](std::size_t) {
    return std::chrono::seconds(std::chrono::minutes(5));
  };
  std::optional<Worker> Me = forkWorkers(
      1, {Slots, Timeout}, [](std::size_t) {},
      [&](std::size_t, WorkerEnd End) {
        Outcome = {std::move(End.Text), std::move(End.Failure)};
      });
  if (!Me)
    return Outcome;
  Expected<std::unique_ptr<Store>> Kept = Store::open(Folder, Limit);
  Error Failed = Kept ? Work(**Kept, Me->Out) : Kept.takeError();
  // Closing it gives back what it has taken of the disk to grow.
  if (Kept)
    Kept->reset();
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
  auto [Answers, Wrong] =
      apart([&](Store &Kept, int Out) { return answer(Questions, Kept, Out); });
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

void Memory::keep(ArrayRef<SetAside> Aside) const {
  auto IsNew = [](const SetAside &Each) { return !Each.Looked.empty(); };
  if (Folder.empty() || none_of(Aside, IsNew))
    return;
  apart([&](Store &Kept, int) -> Error {
    ResultCache Results(Kept);
    for (const SetAside &Each : make_filter_range(Aside, IsNew)) {
      Asked Read = ReadLog::get()->asked(); // by the driver
      for (StringRef Path : Each.Looked)
        Read.insert_or_assign(Path.str(), Aspect::Content);
      if (Error Refused = Results.keep(whetherAside(Questions[Each.Unit]), Read,
                                       serialize(Each.Result), Began))
        return Refused;
    }
    return Kept.prune();
  });
}

} // namespace corolint
