// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "WrittenName.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const DeclContext *writtenScope(const DeclContext *Scope) {
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

StringRef plainName(const NamedDecl *Decl, SmallString<32> &Room) {
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

bool names(ArrayRef<std::string> Path, const NamedDecl *Decl) {
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

SmallVector<std::string, 4> wordsIn(StringRef Name) {
  SmallVector<std::string, 4> Words(1);
  for (char C : Name) {
    if ((isUpper(C) || C == '_') && !Words.back().empty())
      Words.emplace_back();
    if (C != '_')
      Words.back() += toLower(C);
  }
  return Words;
}

} // namespace corolint::model
