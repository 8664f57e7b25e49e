// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Edit.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace llvm;

namespace corolint {

bool isEditable(ASTContext &Ctx, SourceRange Range) {
  const SourceManager &Sources = Ctx.getSourceManager();
  return Range.isValid() && !Range.getBegin().isMacroID() &&
         !Range.getEnd().isMacroID() &&
         !Sources.isInSystemHeader(Range.getBegin()) &&
         Sources.isWrittenInSameFile(Range.getBegin(), Range.getEnd());
}

std::string textOf(ASTContext &Ctx, const Expr *E) {
  if (isEditable(Ctx, E->getSourceRange()))
    return Lexer::getSourceText(
               CharSourceRange::getTokenRange(E->getSourceRange()),
               Ctx.getSourceManager(), Ctx.getLangOpts())
        .str();
  std::string Text;
  raw_string_ostream Out(Text);
  E->printPretty(Out, nullptr, PrintingPolicy(Ctx.getLangOpts()));
  return Text;
}

bool canBeAwaitedIn(model::Model &M, const model::Function &F,
                    const model::Task &Made) {
  if (!F.coroutine() || F.isInHandler(Made.Making) || Made.Held.Within)
    return false;
  const CXXRecordDecl *Awaitable = model::recordOf(Made.Making->getType());
  if (!model::isAwaitable(Awaitable))
    return false;
  const model::TaskType *Around = M.types().find(F.decl()->getReturnType());
  // A promise that filters its awaits takes the tasks of its own library.
  return Around && (!Around->RestrictsAwaits ||
                    (Made.Type && Made.Type->Record->getDeclName() ==
                                      Around->Record->getDeclName()));
}

model::Library libraryInUse(model::Model &M, const model::Function &F,
                            const model::TaskType *Type) {
  if (Type)
    if (model::Library Library = M.words().originOf(Type->Record))
      return Library;
  const model::TaskType *Around =
      F.decl() ? M.types().find(F.decl()->getReturnType()) : nullptr;
  return Around ? M.words().originOf(Around->Record) : model::Library();
}

std::string unusedName(ASTContext &Ctx, const model::Function &F,
                       StringRef Stem, StringSet<> &Taken) {
  SourceRange Range =
      F.decl() ? F.decl()->getSourceRange() : F.body()->getSourceRange();
  StringRef Text =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                           Ctx.getSourceManager(), Ctx.getLangOpts());
  std::string Name = Stem.str();
  for (unsigned N = 2; Text.contains(Name) || !Taken.insert(Name).second; ++N)
    Name = (Stem + Twine(N)).str();
  return Name;
}

bool isStatement(const model::Function &F, const Expr *E) {
  const Stmt *Around = F.parent(E);
  while (isa_and_nonnull<ExprWithCleanups, ParenExpr>(Around))
    Around = F.parent(Around);
  return isa_and_nonnull<CompoundStmt>(Around);
}

SourceLocation endOf(const CompoundStmt &Scope) {
  if (!Scope.body_empty() &&
      isa<CoreturnStmt, ReturnStmt, BreakStmt, ContinueStmt, CXXThrowExpr>(
          Scope.body_back()))
    return Scope.body_back()->getBeginLoc();
  return Scope.getRBracLoc();
}

} // namespace corolint
