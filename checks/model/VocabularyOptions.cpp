// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From options and profiles to a vocabulary.

#include "Likest.h"
#include "Vocabulary.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <mutex>

using namespace clang;
using namespace llvm;

namespace corolint::model {

static constexpr StringRef OptionPrefix = "coro.";
static constexpr StringRef ProfilesOption = "coro.Profiles";
static constexpr StringRef AlsoBlockingOption = "coro.AlsoBlocking";

/// What coro.AlsoBlocking can ask for.
static constexpr struct {
  StringRef Word;
  Role Meaning;
} Grades[] = {{"files", Role::BlocksOnFile}, {"locks", Role::BlocksOnLock}};

/// `**::send`: in any scope, a name with `send` among its words.
static constexpr StringRef AnyScope = "**::";

std::string optionFor(Role R) {
  std::string Name = OptionPrefix.str();
  for (StringRef Part : split(word(R), '-'))
    Name += toUpper(Part.front()) + Part.drop_front().str();
  return Name;
}

std::vector<std::string> vocabularyOptions() {
  std::vector<std::string> Names{ProfilesOption.str(),
                                 AlsoBlockingOption.str()};
  for (Role R : allRoles())
    Names.push_back(optionFor(R));
  return Names;
}

void Vocabulary::addWord(const RoleEntry &Entry, StringRef Named,
                         StringRef Namespace, bool IsC) {
  auto [Name, Remedy] = Named.split('=');
  Name = Name.trim();
  Remedy = Remedy.trim();
  if (Name.consume_front(AnyScope)) {
    WordsInNames[Name].push_back(Entry.Meaning);
    return;
  }
  Word W{Entry.Meaning, {}, IsC, Entry.Reason, Entry.Instead, Remedy.str()};
  std::string Full =
      Namespace.empty() ? Name.str() : (Namespace + "::" + Name).str();
  for (StringRef Part : split(StringRef(Full).ltrim(':'), "::"))
    W.Name.push_back(Part.str());
  std::string &Last = W.Name.back();
  if (StringRef(Last).contains('*'))
    WordsWithGlob.push_back(std::move(W));
  else
    WordsByLastName[Last].push_back(std::move(W));
}

void Vocabulary::addProfile(Profile Library) {
  for (const RoleEntry &Entry : Library.Roles)
    for (const std::string &Name : Entry.Names) {
      if (StringRef(Name).starts_with(AnyScope))
        addWord(Entry, Name);
      else
        for (const std::string &Namespace : Library.Namespaces)
          addWord(Entry, Name, Namespace, /*IsC=*/Namespace.empty());
    }
  Profiles.push_back(std::make_unique<Profile>(std::move(Library)));
}

void Vocabulary::readProfiles(ArrayRef<StringRef> Files) {
  for (StringRef File : Files) {
    auto Buffer = MemoryBuffer::getFile(File.trim(), /*IsText=*/true);
    if (!Buffer) {
      Errors.push_back(
          ("cannot read the profile '" + File.trim() +
           "' named by coro.Profiles: " + Buffer.getError().message())
              .str());
      continue;
    }
    Expected<Profile> Library = parseProfile((*Buffer)->getBuffer(), File);
    if (Library)
      addProfile(std::move(*Library));
    else
      Errors.push_back("broken profile: " + toString(Library.takeError()));
  }
}

void Vocabulary::readGrades(ArrayRef<StringRef> Asked) {
  for (StringRef Word : Asked) {
    const auto *Found = find_if(
        Grades, [&](const auto &Grade) { return Grade.Word == Word.trim(); });
    if (Found != std::end(Grades)) {
      AlsoBlocking.push_back(Found->Meaning);
      continue;
    }
    std::string Choices;
    for (const auto &Grade : Grades)
      Choices += (Choices.empty() ? "'" : ", '") + Grade.Word.str() + "'";
    Errors.push_back(("unknown value '" + Word.trim() + "' of " +
                      AlsoBlockingOption + "; it takes " + Choices)
                         .str());
  }
}

/// "; did you mean …?" if one is spelt nearly like that.
static std::string likeOption(StringRef Name) {
  std::vector<std::string> Known = vocabularyOptions();
  StringRef Like = likest(Name, Known, /*TooMany=*/4);
  return Like.empty() ? "" : ("; did you mean '" + Like + "'?").str();
}

void Vocabulary::readOption(StringRef Name, StringRef Value) {
  SmallVector<StringRef> Entries;
  Value.split(Entries, ';', -1, /*KeepEmpty=*/false);
  if (Name == ProfilesOption)
    return readProfiles(Entries);
  if (Name == AlsoBlockingOption)
    return readGrades(Entries);
  for (Role R : allRoles())
    if (Name == optionFor(R)) {
      for (StringRef Entry : Entries)
        addWord({R, {}, "", ""}, Entry);
      return;
    }
  Errors.push_back("unknown option '" + Name.str() + "'" + likeOption(Name));
}

std::shared_ptr<const Vocabulary>
Vocabulary::get(const tidy::ClangTidyOptions::OptionMap &Options) {
  // clangd makes a new set of checks for every edit, with the same options.
  static std::mutex Mutex;
  static std::map<std::string, std::shared_ptr<const Vocabulary>> Made;

  std::map<StringRef, StringRef> Ours;
  for (const auto &Option : Options)
    if (Option.getKey().starts_with(OptionPrefix))
      Ours[Option.getKey()] = Option.getValue().Value;
  std::string Key;
  for (const auto &[Name, Value] : Ours)
    Key += (Name + "=" + Value + "\n").str();

  std::lock_guard<std::mutex> Lock(Mutex);
  std::shared_ptr<const Vocabulary> &Slot = Made[Key];
  if (!Slot) {
    auto Fresh = std::make_shared<Vocabulary>();
    for (const auto &[Name, Value] : Ours)
      Fresh->readOption(Name, Value);
    for (Profile &Library : shippedProfiles())
      Fresh->addProfile(std::move(Library));
    Slot = std::move(Fresh);
  }
  return Slot;
}

} // namespace corolint::model
