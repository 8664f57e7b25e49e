// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Symbol.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/xxhash.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

std::uint64_t symbolOf(const FunctionDecl *Decl) {
  SmallString<128> Name;
  index::generateUSRForDecl(Decl, Name);
  if (Decl->isExternallyVisible())
    return xxh3_64bits(Name);
  // A USR has the last part of the path alone, and two files may have one name.
  const SourceManager &Sources = Decl->getASTContext().getSourceManager();
  SourceLocation Loc = Sources.getExpansionLoc(Decl->getLocation());
  OptionalFileEntryRef File =
      Sources.getFileEntryRefForID(Sources.getFileID(Loc));
  StringRef Path = File ? File->getFileEntry().tryGetRealPathName() : "";
  return xxh3_64bits(
      (Path + ":" + Twine(Sources.getFileOffset(Loc)) + ":" + Name).str());
}

std::uint32_t wordOf(const FunctionDecl *Decl) {
  DeclarationName Name = Decl->getDeclName();
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(Decl))
    Name = cast<CXXMethodDecl>(Decl)->getParent()->getDeclName();
  const IdentifierInfo *Word = Name.getAsIdentifierInfo();
  return hashOfWord(Word ? Word->getName() : "operator");
}

std::uint32_t hashOfWord(StringRef Word) {
  // The greatest are what llvm's sets keep for themselves.
  return static_cast<std::uint32_t>(xxh3_64bits(Word) >> 33);
}

} // namespace corolint::model
