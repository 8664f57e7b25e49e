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
/// `**::send`: in any scope, a name with `send` among its words.
static constexpr StringRef AnyScope = "**::";

std::string optionFor(Role R) {
  std::string Name = OptionPrefix.str();
  for (StringRef Part : split(word(R), '-'))
    Name += toUpper(Part.front()) + Part.drop_front().str();
  return Name;
}

/// The scopes that a reader writes: no inline namespaces, no linkage blocks.
static const DeclContext *writtenScope(const DeclContext *Scope) {
  while (Scope && !Scope->isTranslationUnit()) {
    const auto *Namespace = dyn_cast<NamespaceDecl>(Scope);
    bool Written =
        Namespace ? !Namespace->isInline() && !Namespace->isAnonymousNamespace()
                  : isa<RecordDecl>(Scope);
    if (Written)
      return Scope;
    Scope = Scope->getParent();
  }
  return nullptr;
}

static StringRef plainName(const NamedDecl *Decl) {
  const IdentifierInfo *Name = Decl->getIdentifier();
  return Name ? Name->getName() : StringRef();
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
    return Pattern.contains('<') ? matches(Pattern, nameWithArguments(Part))
                                 : matches(Pattern, plainName(Part));
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

const Word *Vocabulary::find(const NamedDecl *Decl, Role R) const {
  auto Fits = [&](const Word &W) {
    if (W.Meaning != R || !names(W.Name, Decl))
      return false;
    const auto *Function = dyn_cast<FunctionDecl>(Decl);
    return !W.IsC || !Function || Function->isExternC();
  };
  auto ByName = WordsByLastName.find(plainName(Decl));
  if (ByName != WordsByLastName.end())
    for (const Word &W : ByName->second)
      if (Fits(W))
        return &W;
  for (const Word &W : WordsWithGlob)
    if (Fits(W))
      return &W;
  return nullptr;
}

bool Vocabulary::speaksOf(const NamedDecl *Decl, Role R) const {
  for (StringRef Part : wordsIn(plainName(Decl)))
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

StringRef Vocabulary::remedy(const NamedDecl *Decl, Role R) const {
  const Word *W = find(Decl, R);
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

Library Vocabulary::libraryOf(const NamedDecl *Decl) const {
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

void Vocabulary::addWord(Role Meaning, StringRef Namespace, StringRef Entry,
                         bool IsC) {
  auto [Name, Remedy] = Entry.split('=');
  if (Name.trim().starts_with(AnyScope)) {
    StringRef Part = Name.trim().drop_front(AnyScope.size());
    WordsInNames[Part].push_back(Meaning);
    return;
  }
  Word W{Meaning, {}, IsC, Remedy.trim().str()};
  std::string Full = Namespace.empty() ? Name.trim().str()
                                       : (Namespace + "::" + Name.trim()).str();
  for (StringRef Part : split(StringRef(Full).ltrim(':'), "::"))
    W.Name.push_back(Part.str());
  std::string &Last = W.Name.back();
  if (StringRef(Last).contains('*'))
    WordsWithGlob.push_back(std::move(W));
  else
    WordsByLastName[Last].push_back(std::move(W));
}

void Vocabulary::addProfile(Profile Library) {
  for (const RoleEntry &Entry : Library.Roles) {
    if (StringRef(Entry.Name).starts_with(AnyScope))
      addWord(Entry.Meaning, "", Entry.Name, /*IsC=*/false);
    else
      for (const std::string &Namespace : Library.Namespaces)
        addWord(Entry.Meaning, Namespace, Entry.Name,
                /*IsC=*/Namespace.empty());
  }
  Profiles.push_back(std::make_unique<Profile>(std::move(Library)));
}

void Vocabulary::readOption(StringRef Name, StringRef Value) {
  SmallVector<StringRef> Entries;
  Value.split(Entries, ';', -1, /*KeepEmpty=*/false);
  if (Name == ProfilesOption) {
    for (StringRef File : Entries) {
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
    return;
  }
  for (Role R : allRoles())
    if (Name == optionFor(R)) {
      for (StringRef Entry : Entries)
        addWord(R, "", Entry.trim(), /*IsC=*/false);
      return;
    }
  Errors.push_back("unknown option '" + Name.str() + "'");
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
