// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Gather.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace corolint::model;
using llvm::StringRef;

namespace corolint {

/// Is what \p Advice names after `{ns}::` declared where it is used?
static bool isDeclared(const Library &Used, StringRef Advice) {
  if (!Used || !Advice.consume_front("{ns}::"))
    return false;
  const DeclContext *Scope = Used.Namespace;
  for (StringRef Part : llvm::split(Advice.split('(').first, "::")) {
    auto Found = Scope->lookup(
        DeclarationName(&Scope->getParentASTContext().Idents.get(Part)));
    if (Found.empty())
      return false;
    if (const auto *Inner = dyn_cast<NamespaceDecl>(Found.front()))
      Scope = Inner;
  }
  return true;
}

/// From the first to the last, semicolon included.
static SourceRange withSemicolon(ASTContext &Ctx, SourceLocation Begin,
                                 const Stmt *Last) {
  SourceLocation End = Last->getEndLoc();
  if (isa<Expr>(Last))
    if (auto Next = Lexer::findNextToken(End, Ctx.getSourceManager(),
                                         Ctx.getLangOpts());
        Next && Next->is(tok::semi))
      End = Next->getLocation();
  return {Begin, End};
}

/// Nothing stands between two statements that a fix would take away.
static bool isBlankBetween(ASTContext &Ctx, const Stmt *A, const Stmt *B) {
  const SourceManager &Sources = Ctx.getSourceManager();
  SourceLocation From =
      Lexer::getLocForEndOfToken(A->getEndLoc(), 0, Sources, Ctx.getLangOpts());
  return Lexer::getSourceText(
             CharSourceRange::getCharRange(From, B->getBeginLoc()), Sources,
             Ctx.getLangOpts())
      .trim()
      .empty();
}

static bool isCopyable(QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return !Record ||
         (Record->hasDefinition() &&
          (Record->hasSimpleCopyConstructor() ||
           llvm::any_of(Record->ctors(), [](const auto *Constructor) {
             return Constructor->isCopyConstructor() &&
                    !Constructor->isDeleted();
           })));
}

/// Can a binding of the same type stand in for the variable? Closures cannot
/// capture bindings with every compiler, and what only moves is not moved out
/// of one by `co_return`.
static bool canBeBinding(ASTContext &Ctx, const model::Function &F,
                         const AwaitStep &One, bool IsConst) {
  QualType Type = One.Variable->getType();
  return isEditable(Ctx, One.What.Await->getSourceRange()) &&
         isEditable(Ctx, One.What.Call->getSourceRange()) &&
         Type.isConstQualified() == IsConst && !Type.isVolatileQualified() &&
         !Type->isReferenceType() && isCopyable(Type) &&
         Type->getCanonicalTypeUnqualified() ==
             One.What.Await->getType()->getCanonicalTypeUnqualified() &&
         !One.What.Await->isLValue() &&
         llvm::none_of(F.lambdas(), [&](const LambdaExpr *Lambda) {
           return llvm::any_of(Lambda->captures(), [&](const auto &Capture) {
             return Capture.capturesVariable() &&
                    Capture.getCapturedVar() == One.Variable;
           });
         });
}

Rewrite gathered(Model &M, const model::Function &F, const Row &Row) {
  ASTContext &Ctx = M.context();
  Library Used =
      libraryInUse(M, F, M.types().find(Row.front().What.Call->getType()));
  if (!Used || Used.Known->Says.Gather.empty())
    return {};
  std::string Names, Calls;
  for (const AwaitStep &One : Row) {
    StringRef Comma = Names.empty() ? "" : ", ";
    Names += (Comma + One.Variable->getName()).str();
    Calls += (Comma + textOf(Ctx, One.What.Call)).str();
  }
  Rewrite Result{Used.say(Used.Known->Says.Gather, Calls), {}};
  if (Used.Known->Says.GatherGives != "values")
    return Result;
  bool IsConst = Row.front().Variable->getType().isConstQualified();
  Result.Text = ((IsConst ? "const auto [" : "auto [") + llvm::Twine(Names) +
                 "] = co_await " + Result.Text)
                    .str();
  SourceRange All(Row.front().Statement->getBeginLoc(),
                  Row.back().Statement->getEndLoc());
  bool IsSafe = isEditable(Ctx, All) &&
                isDeclared(Used, Used.Known->Says.Gather) &&
                llvm::all_of(Row, [&](const AwaitStep &One) {
                  return canBeBinding(Ctx, F, One, IsConst);
                });
  for (size_t I = 1; IsSafe && I < Row.size(); ++I)
    IsSafe = isBlankBetween(Ctx, Row[I - 1].Statement, Row[I].Statement);
  if (IsSafe)
    Result.Fix.push_back(FixItHint::CreateReplacement(All, Result.Text + ";"));
  return Result;
}

/// Do the arguments outlive the turn: values, or elements of a container that
/// has a name?
static bool outliveTheTurn(const Turns &Loop) {
  const auto *Range = dyn_cast<CXXForRangeStmt>(Loop.Loop);
  bool HasElements =
      Range && Loop.Each->getType()->isReferenceType() &&
      isa<DeclRefExpr>(Range->getRangeInit()->IgnoreParenImpCasts());
  const FunctionDecl *Callee = Loop.What.Call->getDirectCallee();
  for (unsigned I = 0; I < Callee->getNumParams(); ++I) {
    QualType Type = Callee->getParamDecl(I)->getType();
    bool IsValue =
        Type->isArithmeticType() || Type->isEnumeralType() ||
        (Type->isRecordType() && !Type->isReferenceType() && recordOf(Type) &&
         recordOf(Type)->hasNonTrivialDestructor());
    bool IsElement =
        HasElements && I < Loop.What.Call->getNumArgs() &&
        rootVariable(
            Loop.What.Call->getArg(I)->IgnoreUnlessSpelledInSource()) ==
            Loop.Each &&
        Type->isReferenceType();
    if (!IsValue && !IsElement)
      return false;
  }
  return true;
}

static bool hasVector(ASTContext &Ctx) {
  auto Std = Ctx.getTranslationUnitDecl()->lookup(
      DeclarationName(&Ctx.Idents.get("std")));
  const auto *Namespace =
      Std.empty() ? nullptr : dyn_cast<NamespaceDecl>(Std.front());
  return Namespace &&
         !Namespace->lookup(DeclarationName(&Ctx.Idents.get("vector"))).empty();
}

Rewrite gathered(Model &M, const model::Function &F, const Turns &Loop,
                 llvm::StringSet<> &NamesTaken) {
  ASTContext &Ctx = M.context();
  const Expr *Call = Loop.What.Call;
  Library Used = libraryInUse(M, F, M.types().find(Call->getType()));
  if (!Used || Used.Known->Says.GatherRange.empty())
    return {};
  StringRef Says = Used.Known->Says.GatherRange;
  Rewrite Result{Used.say(Says, "std::move(tasks)"), {}};
  SourceRange Await = Loop.What.Await->getSourceRange();
  if (Used.Known->Says.GatherGives != "values" || !Loop.Only ||
      !isDeclared(Used, Says) || !hasVector(Ctx) || !outliveTheTurn(Loop) ||
      !isEditable(Ctx, Loop.Loop->getSourceRange()) ||
      !isEditable(Ctx, Loop.Only->getSourceRange()) ||
      !isEditable(Ctx, Await) || !isa<CompoundStmt>(F.parent(Loop.Loop)))
    return Result;

  std::string Tasks = unusedName(Ctx, F, "tasks", NamesTaken);
  std::string Each = unusedName(Ctx, F, "result", NamesTaken);
  Result.Text = Used.say(Says, "std::move(" + Tasks + ")");
  const SourceManager &Sources = Ctx.getSourceManager();
  auto Text = [&](SourceLocation From, SourceLocation To) {
    return Lexer::getSourceText(CharSourceRange::getCharRange(From, To),
                                Sources, Ctx.getLangOpts());
  };
  SourceRange Statement =
      withSemicolon(Ctx, Loop.Only->getBeginLoc(), Loop.Only);
  auto EndOf = [&](SourceLocation Last) {
    return Lexer::getLocForEndOfToken(Last, 0, Sources, Ctx.getLangOpts());
  };
  std::string Type = TypeName::getFullyQualifiedName(
      Call->getType(), Ctx, PrintingPolicy(Ctx.getLangOpts()));
  std::string Adds =
      (Text(Statement.getBegin(), Await.getBegin()) + "std::move(" + Each +
       ")" + Text(EndOf(Await.getEnd()), EndOf(Statement.getEnd())))
          .str();
  SourceLocation End =
      EndOf(isa<CompoundStmt>(F.parent(Loop.Only)) ? Loop.Loop->getEndLoc()
                                                   : Statement.getEnd());
  std::string Indent =
      Lexer::getIndentationForLine(Loop.Loop->getBeginLoc(), Sources).str();
  Result.Fix.push_back(FixItHint::CreateInsertion(Loop.Loop->getBeginLoc(),
                                                  "std::vector<" + Type + "> " +
                                                      Tasks + ";\n" + Indent));
  Result.Fix.push_back(FixItHint::CreateReplacement(
      Statement, Tasks + ".push_back(" + textOf(Ctx, Call) + ");"));
  std::string Loops = "\n" + Indent + "for (auto &&" + Each + " : co_await " +
                      Result.Text + ")\n" + Indent + "  " + Adds;
  Result.Fix.push_back(FixItHint::CreateInsertion(End, Loops));
  return Result;
}

Edits withoutSpawn(Model &M, const model::Function &F,
                   const NeedlessSpawn &Spawn) {
  ASTContext &Ctx = M.context();
  std::string Call = textOf(Ctx, Spawn.Started->Making);
  if (!Spawn.Handle)
    return isEditable(Ctx, Spawn.Spawn->getSourceRange())
               ? Edits{FixItHint::CreateReplacement(
                     Spawn.Spawn->getSourceRange(), Call)}
               : Edits();
  const auto *Await = cast<CoawaitExpr>(Spawn.Await);
  const Stmt *Declared = Spawn.Started->Held.Filled;
  SourceRange Operand = Await->getOperand()->getSourceRange();
  // The value would not live as long as the one behind the handle.
  const Stmt *Around = F.parent(Await);
  while (isa_and_nonnull<FullExpr, ParenExpr>(Around))
    Around = F.parent(Around);
  bool IsReferred = Await->isGLValue() && isa_and_nonnull<DeclStmt>(Around);
  if (IsReferred || !isEditable(Ctx, Operand) ||
      !isEditable(Ctx, Declared->getSourceRange()))
    return {};
  return {FixItHint::CreateRemoval(Declared->getSourceRange()),
          FixItHint::CreateReplacement(Operand, Call)};
}

} // namespace corolint
