// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Vocabulary.h"
#include "TaskType.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
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

/// The scopes that a reader writes: no inline namespaces, no linkage blocks.
static const DeclContext *writtenScope(const DeclContext *Scope) {
  while (Scope && !Scope->isTranslationUnit()) {
    const auto *Namespace = dyn_cast<NamespaceDecl>(Scope);
    const auto *Enum = dyn_cast<EnumDecl>(Scope);
    bool Written =
        Namespace ? !Namespace->isInline() && !Namespace->isAnonymousNamespace()
                  : isa<RecordDecl>(Scope) || (Enum && Enum->isScoped());
    if (Written)
      return Scope;
    Scope = Scope->getParent();
  }
  return nullptr;
}

/// As a reader writes it: without template arguments, also in `~jthread`.
static StringRef plainName(const NamedDecl *Decl, SmallString<32> &Room) {
  if (const IdentifierInfo *Name = Decl->getIdentifier())
    return Name->getName();
  const auto *Method = dyn_cast<CXXMethodDecl>(Decl);
  if (isa<CXXConstructorDecl>(Decl))
    return Method->getParent()->getName();
  if (isa<CXXDestructorDecl>(Decl))
    return (Twine("~") + Method->getParent()->getName()).toStringRef(Room);
  if (OverloadedOperatorKind Operator =
          Decl->getDeclName().getCXXOverloadedOperator())
    return (Twine("operator") + getOperatorSpelling(Operator))
        .toStringRef(Room);
  return "";
}

/// `basic_socket<asio::ip::udp>`, for the words that ask for it.
static std::string nameWithArguments(const NamedDecl *Decl) {
  std::string Name;
  raw_string_ostream Out(Name);
  Decl->getNameForDiagnostic(Out, Decl->getASTContext().getPrintingPolicy(),
                             /*Qualified=*/false);
  return Name;
}

static bool matches(StringRef Pattern, StringRef Name) {
  if (!Pattern.contains('*'))
    return Pattern == Name;
  // To make a glob takes longer than to see that it is not needed.
  if (Pattern == "*")
    return true;
  if (!Name.starts_with(Pattern.take_front(Pattern.find_first_of("*?[{\\"))))
    return false;
  Expected<GlobPattern> Glob = GlobPattern::create(Pattern);
  if (!Glob) {
    consumeError(Glob.takeError());
    return false;
  }
  return Glob->match(Name);
}

/// True if \p Path names \p Decl, compared from the innermost scope outwards.
static bool names(ArrayRef<std::string> Path, const NamedDecl *Decl) {
  auto Matches = [](StringRef Pattern, const NamedDecl *Part) {
    SmallString<32> Room;
    return Pattern.contains('<') && !Pattern.starts_with("operator")
               ? matches(Pattern, nameWithArguments(Part))
               : matches(Pattern, plainName(Part, Room));
  };
  if (!Matches(Path.back(), Decl))
    return false;
  const DeclContext *Scope = writtenScope(Decl->getDeclContext());
  for (const std::string &Part : reverse(Path.drop_back())) {
    if (!Scope || !Matches(Part, cast<NamedDecl>(Scope)))
      return false;
    Scope = writtenScope(Scope->getParent());
  }
  return !Scope;
}

/// The words of `async_sendAll`, in lower case: async, send, all.
static SmallVector<std::string, 4> wordsIn(StringRef Name) {
  SmallVector<std::string, 4> Words(1);
  for (char C : Name) {
    if ((isUpper(C) || C == '_') && !Words.back().empty())
      Words.emplace_back();
    if (C != '_')
      Words.back() += toLower(C);
  }
  return Words;
}

static bool isAnnotated(const NamedDecl *Decl, Role R) {
  for (const auto *Redecl : Decl->redecls())
    for (const auto *Note : Redecl->specific_attrs<AnnotateAttr>()) {
      StringRef Text = Note->getAnnotation();
      if (Text.consume_front("corolint::") && Text == word(R))
        return true;
    }
  return false;
}

/// [[clang::blocking]] and [[clang::nonblocking]] are effects of the type.
static bool hasEffect(const NamedDecl *Decl, FunctionEffect::Kind Kind) {
  const auto *Function = dyn_cast<FunctionDecl>(Decl);
  if (!Function)
    return false;
  for (const auto &Effect : Function->getFunctionEffects())
    if (Effect.Effect.kind() == Kind)
      return true;
  return false;
}

const Word *Vocabulary::find(const NamedDecl *Decl, Role R,
                             std::string Word::*Text) const {
  auto Fits = [&](const Word &W) {
    if (W.Meaning != R || (Text && (W.*Text).empty()) || !names(W.Name, Decl))
      return false;
    const auto *Function = dyn_cast<FunctionDecl>(Decl);
    return !W.IsC || !Function || Function->isExternC();
  };
  SmallString<32> Room;
  auto ByName = WordsByLastName.find(plainName(Decl, Room));
  if (ByName != WordsByLastName.end())
    for (const Word &W : ByName->second)
      if (Fits(W))
        return &W;
  // Whoever means a constructor says its name.
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(Decl))
    return nullptr;
  for (const Word &W : WordsWithGlob)
    if (Fits(W))
      return &W;
  return nullptr;
}

bool Vocabulary::speaksOf(const NamedDecl *Decl, Role R) const {
  const IdentifierInfo *Name = Decl->getIdentifier();
  for (StringRef Part : wordsIn(Name ? Name->getName() : ""))
    if (auto Found = WordsInNames.find(Part); Found != WordsInNames.end())
      if (is_contained(Found->second, R))
        return true;
  return false;
}

bool Vocabulary::plays(const NamedDecl *Decl, Role R) const {
  if (!Decl)
    return false;
  if (isAnnotated(Decl, R))
    return true;
  if (R == Role::Blocks && hasEffect(Decl, FunctionEffect::Kind::Blocking))
    return true;
  if (R == Role::NonBlocking &&
      hasEffect(Decl, FunctionEffect::Kind::NonBlocking))
    return true;
  return find(Decl, R);
}

bool Vocabulary::plays(const Expr *Awaited, Role R) const {
  Awaited = Awaited->IgnoreUnlessSpelledInSource();
  const auto *Call = dyn_cast<CallExpr>(Awaited);
  return (Call && plays(Call->getDirectCallee(), R)) ||
         plays(recordOf(Awaited->getType()), R);
}

std::optional<Role> Vocabulary::blocksBy(const NamedDecl *Decl) const {
  if (!Decl || plays(Decl, Role::NonBlocking))
    return std::nullopt;
  for (Role R : {Role::Blocks, Role::BlocksFor})
    if (plays(Decl, R))
      return R;
  for (Role R : AlsoBlocking)
    if (plays(Decl, R))
      return R;
  for (Role R : {Role::BlocksUnlessTold, Role::BlocksAsGiven, Role::WaitsAtEnd})
    if (plays(Decl, R))
      return R;
  return std::nullopt;
}

bool Vocabulary::judges(const NamedDecl *Decl) const {
  if (!Decl)
    return false;
  if (blocksBy(Decl))
    return true;
  for (Role R : {Role::NonBlocking, Role::BlocksOnFile, Role::BlocksOnLock})
    if (plays(Decl, R))
      return true;
  return false;
}

StringRef Vocabulary::reason(const NamedDecl *Decl, Role R) const {
  const Word *W = find(Decl, R, &Word::Reason);
  return W ? StringRef(W->Reason) : StringRef();
}

StringRef Vocabulary::instead(const NamedDecl *Decl, Role R) const {
  const Word *W = find(Decl, R, &Word::Instead);
  return W ? StringRef(W->Instead) : StringRef();
}

StringRef Vocabulary::remedy(const NamedDecl *Decl, Role R) const {
  const Word *W = find(Decl, R, &Word::Remedy);
  return W ? StringRef(W->Remedy) : StringRef();
}

static void replaceAll(std::string &Text, StringRef From, StringRef To) {
  for (size_t At = 0; (At = Text.find(From.str(), At)) != std::string::npos;
       At += To.size())
    Text.replace(At, From.size(), To.str());
}

std::string Library::say(StringRef Advice, StringRef Argument) const {
  std::string Text = Advice.str();
  replaceAll(Text, "{ns}", Namespace->getQualifiedNameAsString());
  replaceAll(Text, "{}", Argument);
  return Text;
}

Library Vocabulary::originOf(const NamedDecl *Decl) const {
  for (const DeclContext *Scope = writtenScope(Decl->getDeclContext()); Scope;
       Scope = writtenScope(Scope->getParent())) {
    const auto *Named = dyn_cast<NamespaceDecl>(Scope);
    for (const auto &Known : Profiles)
      for (StringRef Namespace : Known->Namespaces) {
        SmallVector<std::string, 4> Path;
        for (StringRef Part : split(Namespace, "::"))
          Path.push_back(Part.str());
        if (Named && !Namespace.empty() && names(Path, Named))
          return {Known.get(), Named};
      }
  }
  return {};
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
  std::string Nearest;
  unsigned Least = 4;
  auto consider = [&](const std::string &Known) {
    if (unsigned Letters = Name.edit_distance(Known, true, Least);
        Letters < Least) {
      Least = Letters;
      Nearest = Known;
    }
  };
  consider(ProfilesOption.str());
  consider(AlsoBlockingOption.str());
  for (Role R : allRoles())
    consider(optionFor(R));
  return Nearest.empty() ? "" : "; did you mean '" + Nearest + "'?";
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
