// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   group of one  ─▶ worker: the unit
//   group of more ─▶ worker: the shared headers ─▶ a worker for each unit
//   what a group did not answer for ─▶ once more, as groups of one

#include "cli/Schedule.h"
#include "cli/Groups.h"
#include "cli/Guards.h"
#include "cli/Packet.h"
#include "cli/Parse.h"
#include "cli/Prefilter.h"
#include "cli/SharedHeaders.h"
#include "cli/Workers.h"
#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <unistd.h>

using namespace llvm;

namespace corolint {
namespace {

UnitResult failure(std::string Why) {
  UnitResult Result;
  Result.Failure = std::move(Why);
  return Result;
}

UnitResult resultOf(const WorkerEnd &End) {
  // A whole answer counts, whatever came after it.
  if (std::optional<UnitResult> Result = deserialize(End.Text))
    return std::move(*Result);
  return failure(End.Failure.empty() ? "its worker's answer cannot be read"
                                     : End.Failure);
}

class Schedule {
public:
  Schedule(ArrayRef<TranslationUnit> Units,
           ArrayRef<clang::tidy::ClangTidyOptions> CheckOptions,
           const ScheduleOptions &Options,
           function_ref<void(std::size_t)> Started,
           function_ref<void(UnitResult &)> Ended)
      : Units(Units), CheckOptions(CheckOptions), Options(Options),
        Started(Started), Ended(Ended), Slots(Options.Jobs) {}

  std::vector<UnitResult> run() {
    catchInterrupts();
    Results = Options.Earlier.recall(Units, CheckOptions, Options.ResourceDir);
    std::vector<std::size_t> New = unanswered();
    Prefilter Aside(Units, CheckOptions, Options.ResourceDir);
    for (std::size_t I = 0; I != Units.size(); ++I)
      if (Results[I] && Results[I]->AsideWith)
        Aside.setAside(I, *std::exchange(Results[I], std::nullopt));
      else if (Results[I])
        Ended(*Results[I]);
    if (Options.Asked)
      parseWhatMatters(Aside, std::move(New));
    else
      parse(unanswered());
    for (std::size_t I : unanswered())
      Results[I] = failure(Unanalysed::Interrupted);

    std::vector<UnitResult> All;
    for (std::optional<UnitResult> &Each : Results)
      All.push_back(std::move(*Each));
    return All;
  }

private:
  void parseWhatMatters(Prefilter &Aside, std::vector<std::size_t> Which) {
    Aside.setAside(Which);
    do {
      parse(Which);
      Which = Aside.takeBack(Options.Asked());
    } while (!Which.empty());
    std::vector<SetAside> Left = Aside.left();
    Options.Earlier.keep(Left);
    for (SetAside &Each : Left)
      answer(Each.Unit, std::move(Each.Result));
  }

  void parse(std::vector<std::size_t> Which) {
    if (Which.empty())
      return;
    initializeTargets();
    bool MayShare = Options.Shares && Which.size() > 1;
    run(MayShare ? groupUnits(Which, Units, CheckOptions) : alone(Which),
        Started);
    llvm::erase_if(Which,
                   [&](std::size_t I) { return Results[I].has_value(); });
    run(alone(Which), [](std::size_t) {});
  }

  std::vector<std::size_t> unanswered() const {
    std::vector<std::size_t> Left;
    for (std::size_t I = 0; I < Units.size(); ++I)
      if (!Results[I])
        Left.push_back(I);
    return Left;
  }

  static std::vector<Group> alone(ArrayRef<std::size_t> Which) {
    std::vector<Group> Alone;
    for (std::size_t I : Which)
      Alone.push_back({{I}, {}});
    return Alone;
  }

  void run(ArrayRef<Group> Groups, function_ref<void(std::size_t)> Starts) {
    auto Timeout = [&](std::size_t I) {
      // Who shares looks after the parse, and then after its own workers.
      return Groups[I].Headers.empty() ? Options.Timeout
                                       : std::chrono::hours(24 * 365);
    };
    std::optional<Worker> Me = forkWorkers(
        Groups.size(), {Slots, Timeout, Options.Megabytes},
        [&](std::size_t I) { for_each(Groups[I].Units, Starts); },
        [&](std::size_t I, WorkerEnd End) { take(Groups[I], End); });
    if (!Me)
      return;
    const Group &Mine = Groups[Me->Index];
    if (!Mine.Headers.empty())
      share(Mine, Me->Out);
    answerAlone(Mine.Units.front(), Me->Out);
  }

  void take(const Group &From, const WorkerEnd &End) {
    if (From.Headers.empty())
      return answer(From.Units.front(), resultOf(End));
    std::size_t Unit;
    StringRef All = End.Text, Text;
    while (unpack(All, Unit, Text))
      if (std::optional<UnitResult> Result = deserialize(Text))
        answer(Unit, std::move(*Result));
  }

  void answer(std::size_t Unit, UnitResult Result) {
    Ended(Result);
    Results[Unit] = std::move(Result);
  }

  [[noreturn]] void answerAlone(std::size_t Unit, int Out) {
    finish(Unit, Out,
           analyse(Units[Unit], CheckOptions[Unit], Options.ResourceDir,
                   Options.Mode));
  }

  /// The answer goes first: the rest may go wrong.
  [[noreturn]] void finish(std::size_t Unit, int Out,
                           const UnitResult &Result) {
    std::string Text = serialize(Result);
    say(Out, Text);
    if (Result.Failure.empty())
      Options.Earlier.keep(Unit, Text);
    leaveWorker(Out, "");
  }

  [[noreturn]] void share(const Group &Mine, int Out) {
    std::optional<Worker> Me;
    auto Fork = [&] {
      ::alarm(0);
      Me = forkWorkers(
          Mine.Units.size(),
          {Slots, [&](std::size_t) { return Options.Timeout; },
           Options.Megabytes},
          [](std::size_t) {},
          [&](std::size_t I, WorkerEnd End) {
            if (End.TimedOut)
              End.Text = serialize(failure(End.Failure));
            else if (!End.Failure.empty())
              return; // it may be our doing: it is tried alone
            say(Out, pack(Mine.Units[I], End.Text));
          });
      if (!Me)
        leaveWorker(Out, "");
      return Units[Mine.Units[Me->Index]].File;
    };
    auto GiveUp = [&] {
      if (!Me)
        leaveWorker(Out, "");
      answerAlone(Mine.Units[Me->Index], Me->Out);
    };
    // Headers that never end are found out by each unit for itself.
    ::alarm(static_cast<unsigned>(Options.Timeout.count()));
    SharedHeaders Headers(Mine.Headers, Fork, GiveUp);
    std::size_t First = Mine.Units.front();
    UnitResult Result =
        analyseSharing(Headers, Units[First], CheckOptions[First],
                       Options.ResourceDir, Options.Mode);
    // Not even the headers were come to, or not all is well.
    if (!Me || !Result.Failure.empty())
      GiveUp();
    finish(Mine.Units[Me->Index], Me->Out, Result);
  }

  ArrayRef<TranslationUnit> Units;
  ArrayRef<clang::tidy::ClangTidyOptions> CheckOptions;
  const ScheduleOptions &Options;
  function_ref<void(std::size_t)> Started;
  function_ref<void(UnitResult &)> Ended;
  JobSlots Slots;
  std::vector<std::optional<UnitResult>> Results;
};

} // namespace

std::vector<UnitResult>
analyseAll(ArrayRef<TranslationUnit> Units,
           ArrayRef<clang::tidy::ClangTidyOptions> CheckOptions,
           const ScheduleOptions &Options,
           function_ref<void(std::size_t)> Started,
           function_ref<void(UnitResult &)> Ended) {
  return Schedule(Units, CheckOptions, Options, Started, Ended).run();
}

} // namespace corolint
