// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   an error ─▶ in the body of a plain function?      no ─▶ nothing is sound
//                 │ yes: that one is broken
//                 ▼
//   who calls it, whom it calls, who shares a variable with it ─▶ doubtful
//                 │ the others
//                 ▼
//               sound
//
// A statement with an error in it may be missing from the AST, and with it the
// only await of a task, or the turn that was taken. What the functions name is
// therefore read from their text.

#include "Soundness.h"
#include "Model.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

using Names = DenseSet<StringRef>;

/// A function that stands in no other, with all its instances and lambdas.
struct Soundness::Body {
  SourceLocation Begin, End;
  StringRef Name;         ///< empty: it has none that a call would write
  Names Says;             ///< the identifiers in its text
  bool IsReadable = true; ///< else it may name anything
  bool IsPlain = true;    ///< runs only where somebody calls it by its name
  bool IsOpaque = true;   ///< what its body holds changes no type and constant
  bool IsBroken = false;

  bool names(StringRef Other) const {
    return !Other.empty() && (!IsReadable || Says.contains(Other));
  }
};

static const Function &outermost(const Function &F) {
  const Function *Top = &F;
  while (Top->outer())
    Top = Top->outer();
  return *Top;
}

/// Clang and libraries call these where no text does.
static bool isMachinery(const DeclContext *Around) {
  for (; !Around->isFileContext(); Around = Around->getParent()) {
    const auto *Class = dyn_cast<CXXRecordDecl>(Around);
    if (!Class)
      continue;
    for (const Decl *Member : Class->decls()) {
      const auto *Named = dyn_cast<NamedDecl>(Member);
      if (!Named)
        continue;
      if (Named->getDeclName().getCXXOverloadedOperator() == OO_Coawait)
        return true;
      const IdentifierInfo *Id = Named->getIdentifier();
      if (Id && StringSwitch<bool>(Id->getName())
                    .Cases({"promise_type", "get_return_object",
                            "initial_suspend", "final_suspend"},
                           true)
                    .Cases({"await_ready", "await_suspend", "await_resume",
                            "await_transform", "unhandled_exception"},
                           true)
                    .Default(false))
        return true;
    }
  }
  return false;
}

static StringRef calledBy(const FunctionDecl *Decl) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Decl))
    return Constructor->getParent()->getName();
  return Decl->getIdentifier() ? Decl->getName() : "";
}

/// The variables that several functions may share.
namespace {
class SharedNames : public DynamicRecursiveASTVisitor {
public:
  Names All;

  bool TraverseStmt(Stmt *) override { return true; }
  bool TraverseTypeLoc(TypeLoc, bool) override { return true; }
  bool VisitFieldDecl(FieldDecl *Field) override { return add(Field); }
  bool VisitVarDecl(VarDecl *Variable) override {
    return !Variable->isFileVarDecl() || add(Variable);
  }

private:
  bool add(const NamedDecl *Shared) {
    if (isOfProject(Shared) && Shared->getIdentifier())
      All.insert(Shared->getName());
    return true;
  }
};
} // namespace

class Soundness::Bodies {
public:
  explicit Bodies(Model &M)
      : Ctx(M.context()), Sources(Ctx.getSourceManager()) {
    for (const Function &F : M.functions()) {
      const Function &Top = outermost(F);
      Body &B = All[Top.body()->getBeginLoc()];
      B.IsBroken |= F.hasErrors();
      if (&F == &Top)
        read(F, B);
    }
  }

  /// False if one cannot be told to leave all but some functions as they are.
  bool breakAt(ArrayRef<SourceLocation> Errors) {
    for (SourceLocation Error : Errors) {
      Body *In = Error.isValid() ? around(Error) : nullptr;
      if (!In)
        return false;
      In->IsBroken = true;
    }
    bool AnyBroken = false;
    for (auto &[Key, B] : All)
      if (B.IsBroken) {
        AnyBroken = true;
        if (!B.IsPlain || !B.IsOpaque || !B.IsReadable)
          return false;
      }
    return AnyBroken;
  }

  /// False if that is all of them.
  bool doubt(DenseSet<SourceLocation> &Doubtful) {
    SharedNames Shared;
    for (Decl *Top : Ctx.getTraversalScope())
      Shared.TraverseDecl(Top);
    SmallVector<const Body *> Up, Down;
    for (auto &[Key, B] : All)
      if (B.IsBroken) {
        Doubtful.insert(Key);
        Up.push_back(&B);
        Down.push_back(&B);
        for (auto &[Other, C] : All)
          if (any_of(B.Says, [&](StringRef Name) {
                return Shared.All.contains(Name) && C.names(Name);
              }))
            Doubtful.insert(Other);
      }
    auto Calling = [](const Body &B, const Body &C) { return C.names(B.Name); };
    auto Called = [](const Body &B, const Body &C) { return B.names(C.Name); };
    return spread(Up, Calling, Doubtful, /*MayBeHidden=*/false) &&
           spread(Down, Called, Doubtful, /*MayBeHidden=*/true);
  }

private:
  template <class Relation>
  bool spread(SmallVector<const Body *> From, Relation Leads,
              DenseSet<SourceLocation> &Doubtful, bool MayBeHidden) {
    DenseSet<const Body *> Seen(From.begin(), From.end());
    while (!From.empty()) {
      const Body *Next = From.pop_back_val();
      for (auto &[Key, Other] : All) {
        if (!Leads(*Next, Other) || !Seen.insert(&Other).second)
          continue;
        if (!MayBeHidden && !Other.IsPlain)
          return false;
        Doubtful.insert(Key);
        From.push_back(&Other);
      }
    }
    return true;
  }

  void read(const Function &F, Body &B) {
    SourceRange Braces = F.body()->getSourceRange();
    B.Begin = Braces.getBegin();
    B.End = Braces.getEnd();
    SourceRange Text = Braces;
    if (const FunctionDecl *Decl = F.decl()) {
      Text = Decl->getSourceRange();
      B.Name = calledBy(Decl);
      B.IsPlain = Decl->getIdentifier() && !F.lambda() &&
                  !isMachinery(Decl->getDeclContext());
      B.IsOpaque = !Decl->isConstexpr() &&
                   !Decl->getDeclaredReturnType()->getContainedDeducedType();
    } else {
      B.IsOpaque = false;
    }
    readNames(Text, B);
    // What macros hide is in the AST.
    for (const CallExpr *Call : F.calls())
      if (const FunctionDecl *Callee = Call->getDirectCallee())
        B.Says.insert(calledBy(Callee));
  }

  void readNames(SourceRange Range, Body &B) {
    CharSourceRange InFile = Lexer::makeFileCharRange(
        Sources.getExpansionRange(Range), Sources, Ctx.getLangOpts());
    if (InFile.isInvalid()) {
      B.IsReadable = false;
      return;
    }
    auto [File, First] = Sources.getDecomposedLoc(InFile.getBegin());
    SourceLocation End = InFile.getEnd();
    StringRef Text = Sources.getBufferData(File);
    // It reads on to the zero behind the last byte.
    Lexer Words(Sources.getLocForStartOfFile(File), Ctx.getLangOpts(),
                Text.begin(), Text.begin() + First, Text.end());
    bool IsDirective = false;
    Token Word;
    for (Words.LexFromRawLexer(Word);
         Word.isNot(tok::eof) && Word.getLocation() < End;
         Words.LexFromRawLexer(Word)) {
      bool IsName = Word.is(tok::raw_identifier);
      if (IsName)
        B.Says.insert(Word.getRawIdentifier());
      if (IsName && IsDirective && Word.getRawIdentifier() == "include")
        B.IsReadable = false;
      IsDirective = Word.is(tok::hash);
    }
  }

  Body *around(SourceLocation Error) {
    Error = Sources.getExpansionLoc(Error);
    for (auto &[Key, B] : All)
      if (isIn(Error, B))
        return &B;
    return nullptr;
  }

  bool isIn(SourceLocation Error, const Body &B) {
    if (B.Begin.isInvalid() || B.End.isInvalid() || B.Begin.isMacroID() ||
        B.End.isMacroID())
      return false;
    auto [InFile, At] = Sources.getDecomposedLoc(Error);
    auto [Begins, First] = Sources.getDecomposedLoc(B.Begin);
    auto [EndsIn, Last] = Sources.getDecomposedLoc(B.End);
    // With a brace missing, nobody knows where it ends.
    return InFile == Begins && InFile == EndsIn && First < At && At <= Last &&
           Sources.getBufferData(InFile).substr(Last).starts_with("}");
  }

  ASTContext &Ctx;
  const SourceManager &Sources;
  MapVector<SourceLocation, Body> All;
};

Soundness::Verdict Soundness::judge() {
  if (Told ? Told->empty()
           : !M.context().getDiagnostics().hasUnrecoverableErrorOccurred())
    return Verdict::AllSound;
  Bodies All(M);
  bool AreSome = All.breakAt(Told.value_or(std::vector<SourceLocation>())) &&
                 All.doubt(Doubtful);
  return AreSome ? Verdict::SomeSound : Verdict::NoneSound;
}

bool Soundness::isSound(const Function &F) {
  if (!Of)
    Of = judge();
  return *Of == Verdict::AllSound ||
         (*Of == Verdict::SomeSound &&
          !Doubtful.contains(outermost(F).body()->getBeginLoc()));
}

} // namespace corolint::model
