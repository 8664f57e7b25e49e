// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Vocabulary.h"
#include "TaskType.h"
#include "WrittenName.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

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

} // namespace corolint::model
