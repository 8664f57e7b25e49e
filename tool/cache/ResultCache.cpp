// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cache/ResultCache.h"

using namespace llvm;

namespace corolint {

// Under a digest is kept either a list or a result, told by the first letter.
static constexpr StringRef ListMark = "L", ResultMark = "R";

/// Paths can hold anything but this.
static constexpr char Separator = '\0';

static std::string write(const Asked &Paths) {
  std::string Text = ListMark.str();
  for (const auto &[Path, What] : Paths) {
    Text += static_cast<char>(What);
    Text += Path;
    Text += Separator;
  }
  return Text;
}

static Asked readList(StringRef Text) {
  Asked Paths;
  while (!Text.empty()) {
    auto [Path, Rest] = Text.split(Separator);
    if (!Path.empty())
      Paths.emplace(Path.drop_front().str(), static_cast<Aspect>(Path.front()));
    Text = Rest;
  }
  return Paths;
}

Expected<Digest> ResultCache::after(const Digest &Last, const Asked &More) {
  Digester All;
  All.add(Last);
  for (const auto &[Path, What] : More) {
    Expected<Digest> State = Files.stateOf(Path, What);
    if (!State)
      return State.takeError();
    All.add(*State);
  }
  return All.take();
}

Expected<ResultCache::Way> ResultCache::follow(const Digest &Question) {
  Way Found{Question, std::nullopt, {}};
  for (;;) {
    Expected<std::optional<std::string>> Text = Kept.get(Found.Last);
    if (!Text)
      return Text.takeError();
    if (!*Text)
      return Found;
    StringRef Rest = **Text;
    if (Rest.consume_front(ResultMark)) {
      Found.Result = Rest.str();
      return Found;
    }
    Rest.consume_front(ListMark);
    Asked More = readList(Rest);
    Expected<Digest> Next = after(Found.Last, More);
    if (!Next)
      return Next.takeError();
    Found.Last = *Next;
    for (const auto &[Path, What] : More)
      Found.Listed.insert_or_assign(Path, What);
  }
}

Expected<std::optional<std::string>> ResultCache::find(const Digest &Question) {
  Expected<Way> Found = follow(Question);
  if (!Found)
    return Found.takeError();
  return std::move(Found->Result);
}

/// What was read, and is not listed with as much of it.
static Asked without(const Asked &Read, const Asked &Listed) {
  Asked More;
  for (const auto &[Path, What] : Read) {
    auto Known = Listed.find(Path);
    if (Known == Listed.end() ||
        (Known->second != What && Known->second == Aspect::Kind))
      More.emplace(Path, What);
  }
  return More;
}

Error ResultCache::keep(const Digest &Question, const Asked &Read,
                        StringRef Result, sys::TimePoint<> Began) {
  Expected<Way> Found = follow(Question);
  if (!Found)
    return Found.takeError();
  // Another process was as fast.
  if (Found->Result)
    return Error::success();
  Digest Last = Found->Last;
  Asked More = without(Read, Found->Listed);
  if (!More.empty()) {
    Expected<Digest> Next = after(Last, More);
    if (!Next)
      return Next.takeError();
    if (Files.youngest() < Began)
      if (Error Refused = Kept.put(Last, write(More)))
        return Refused;
    Last = *Next;
  }
  if (Files.youngest() >= Began)
    return Error::success();
  return Kept.put(Last, (ResultMark + Result).str());
}

} // namespace corolint
