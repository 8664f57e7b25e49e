// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Anchor.h"
#include "Edit.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace llvm;
using namespace corolint::model;

namespace corolint {

static bool isOnlyReadIn(const model::Function &Body,
                         const ValueDecl *Variable) {
  if (Variable->getType().getNonReferenceType().isConstQualified())
    return true;
  return all_of(Body.uses(Variable), [&](const DeclRefExpr *Use) {
    const Stmt *Around = Body.parent(Use);
    if (isa_and_nonnull<CoreturnStmt>(Around))
      return true; // the promise copies it out
    const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Around);
    return Cast && (Cast->getCastKind() == CK_LValueToRValue ||
                    Cast->getType().isConstQualified());
  });
}

bool isOnlyRead(Model &M, const Task &Made, const Borrow &Borrowed) {
  const model::Function *Body = M.function(Made.Callee);
  if (!Body || (Borrowed.Closure && Borrowed.Closure != Made.Closure))
    return false;
  if (Borrowed.Capture)
    return isOnlyReadIn(*Body, Borrowed.Capture->getCapturedVar());
  return Borrowed.Parameter &&
         isOnlyReadIn(*Body, Body->decl()->getParamDecl(
                                 Borrowed.Parameter->getFunctionScopeIndex()));
}

/// How \p Type is written as the type of a parameter; empty if it cannot be.
static std::string spelled(QualType Type, ASTContext &Ctx) {
  Type = Type.getNonReferenceType().getUnqualifiedType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (Type->isDependentType() || Type->isArrayType() ||
      (Record && (Record->isLambda() || !Record->getIdentifier())))
    return "";
  PrintingPolicy Policy(Ctx.getLangOpts());
  return Type.getAsString(Policy);
}

namespace {

/// The edits on one lambda. Each answers false where the text is not editable.
class LambdaText {
public:
  LambdaText(ASTContext &Ctx, const LambdaExpr *Lambda)
      : Ctx(Ctx), Sources(Ctx.getSourceManager()), Lambda(Lambda) {}

  bool dropCapture(const LambdaCapture &Capture, Edits &Out) const;
  bool captureByValue(const LambdaCapture &Capture, Edits &Out) const;
  bool canTakeParameters() const;
  bool addParameter(const std::string &Type, StringRef Name, Edits &Out) const;

private:
  /// The part of `[a, &b, c]` between commas in which \p Loc stands.
  std::optional<CharSourceRange> itemAt(SourceLocation Loc,
                                        bool WithComma) const;

  ASTContext &Ctx;
  const SourceManager &Sources;
  const LambdaExpr *Lambda;
};

} // namespace

std::optional<CharSourceRange> LambdaText::itemAt(SourceLocation Loc,
                                                  bool WithComma) const {
  SourceRange Introducer = Lambda->getIntroducerRange();
  if (!isEditable(Ctx, Introducer) || Loc.isMacroID())
    return std::nullopt;
  SourceLocation Start = Introducer.getBegin().getLocWithOffset(1);
  StringRef Text = Lexer::getSourceText(
      CharSourceRange::getCharRange(Start, Introducer.getEnd()), Sources,
      Ctx.getLangOpts());
  size_t At = Sources.getFileOffset(Loc) - Sources.getFileOffset(Start);
  size_t Begin = Text.substr(0, At).rfind(',');
  size_t End = Text.find(',', At);
  bool IsFirst = Begin == StringRef::npos, IsLast = End == StringRef::npos;
  Begin = IsFirst ? 0 : Begin + 1;
  End = IsLast ? Text.size() : End;
  StringRef Item = Text.slice(Begin, End);
  // An initialiser may hold commas and more of its own.
  if (Item.find_first_of("(){}[]=\n/") != StringRef::npos)
    return std::nullopt;
  if (!WithComma) {
    Begin += Item.size() - Item.ltrim().size();
    End -= Item.size() - Item.rtrim().size();
  } else if (!IsFirst) {
    --Begin; // the comma before it
  } else if (!IsLast) {
    ++End; // the comma after it, and its blank
    while (End < Text.size() && Text[End] == ' ')
      ++End;
  }
  return CharSourceRange::getCharRange(Start.getLocWithOffset(Begin),
                                       Start.getLocWithOffset(End));
}

bool LambdaText::dropCapture(const LambdaCapture &Capture, Edits &Out) const {
  if (Capture.isImplicit())
    return isEditable(Ctx, Lambda->getIntroducerRange()); // `[&]` may stay
  auto Item = itemAt(Capture.getLocation(), /*WithComma=*/true);
  if (Item)
    Out.push_back(FixItHint::CreateRemoval(*Item));
  return Item.has_value();
}

bool LambdaText::captureByValue(const LambdaCapture &Capture,
                                Edits &Out) const {
  StringRef Name = Capture.getCapturedVar()->getName();
  if (Capture.isImplicit()) {
    SourceLocation Default = Lambda->getCaptureDefaultLoc();
    if (!isEditable(Ctx, Lambda->getIntroducerRange()))
      return false;
    Out.push_back(FixItHint::CreateInsertion(Default.getLocWithOffset(1),
                                             (", " + Name).str()));
    return true;
  }
  auto Item = itemAt(Capture.getLocation(), /*WithComma=*/false);
  if (Item)
    Out.push_back(FixItHint::CreateReplacement(*Item, Name));
  return Item.has_value();
}

bool LambdaText::canTakeParameters() const {
  const CXXMethodDecl *Call = Lambda->getCallOperator();
  FunctionTypeLoc Written = Call->getFunctionTypeLoc();
  return Lambda->hasExplicitParameters() && !Lambda->isGenericLambda() &&
         Written && !Call->isVariadic() &&
         isEditable(Ctx, {Written.getLParenLoc(), Written.getRParenLoc()}) &&
         none_of(Call->parameters(),
                 [](auto *Parameter) { return Parameter->hasDefaultArg(); });
}

bool LambdaText::addParameter(const std::string &Type, StringRef Name,
                              Edits &Out) const {
  if (!canTakeParameters())
    return false;
  const CXXMethodDecl *Call = Lambda->getCallOperator();
  FunctionTypeLoc Written = Call->getFunctionTypeLoc();
  std::string Text = Call->getNumParams() ? ", " : "";
  Text += Type;
  if (Text.back() != '*' && Text.back() != '&')
    Text += " ";
  Out.push_back(
      FixItHint::CreateInsertion(Written.getRParenLoc(), Text + Name.str()));
  return true;
}

/// The calls of the closure that \p Made invokes; empty if it is used otherwise
/// or outside of \p Region.
static SmallVector<const CXXOperatorCallExpr *, 2>
callsOfClosure(const model::Function &F, const Task &Made, const Stmt *Region) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Made.Making);
  if (!Call)
    return {};
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Call->getArg(0)->IgnoreParenImpCasts());
  if (!Ref)
    return {Call}; // invoked where it is written
  SmallVector<const CXXOperatorCallExpr *, 2> Calls;
  for (const DeclRefExpr *Use : F.uses(Ref->getDecl())) {
    const Stmt *Around = F.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
      Around = F.parent(Around);
    const auto *Invoked = dyn_cast_or_null<CXXOperatorCallExpr>(Around);
    if (!Invoked || Invoked->getOperator() != OO_Call ||
        Invoked->getArg(0)->IgnoreParenImpCasts() != Use ||
        !F.isWithin(Invoked, Region))
      return {};
    Calls.push_back(Invoked);
  }
  return Calls;
}

/// Where the callee of the spawn keeps the closure, it keeps its values.
static bool isOwned(Model &M, const Task &Made) {
  const CallExpr *Spawn = Made.Held.Spawn;
  return Spawn && M.words().plays(Spawn->getDirectCallee(), Role::OwnsClosure);
}

static Edits anchorCapture(Model &M, const model::Function &F, const Task &Made,
                           const Borrow &Borrowed, const Stmt *Region) {
  ASTContext &Ctx = M.context();
  const ValueDecl *Variable = Borrowed.Variable;
  if (Borrowed.Capture->getCapturedVar() != Variable ||
      !isOnlyRead(M, Made, Borrowed) ||
      !isCopyable(Variable->getType().getNonReferenceType()))
    return {};
  LambdaText Text(Ctx, Made.Closure);
  Edits Out;
  if (Made.From == Origin::Closure) {
    if (isOwned(M, Made) && Text.captureByValue(*Borrowed.Capture, Out))
      return Out;
    return {};
  }
  std::string Type = spelled(Variable->getType(), Ctx);
  auto Calls = callsOfClosure(F, Made, Region);
  if (Type.empty() || Calls.empty() ||
      !Text.dropCapture(*Borrowed.Capture, Out) ||
      !Text.addParameter(Type, Variable->getName(), Out))
    return {};
  for (const CXXOperatorCallExpr *Call : Calls) {
    if (!isEditable(Ctx, Call->getRParenLoc()))
      return {};
    Out.push_back(FixItHint::CreateInsertion(
        Call->getRParenLoc(),
        ((Call->getNumArgs() > 1 ? ", " : "") + Variable->getName()).str()));
  }
  return Out;
}

/// `const T &x` becomes `T x` in every declaration. Only where nobody outside
/// of this translation unit can see the function.
static Edits anchorParameter(Model &M, const Task &Made,
                             const Borrow &Borrowed) {
  ASTContext &Ctx = M.context();
  const FunctionDecl *Callee = Made.Callee;
  unsigned Index = Borrowed.Parameter->getFunctionScopeIndex();
  // A function that only hands it on would let go of its own copy.
  const model::Function *Body = M.function(Callee);
  if (!Body || !Body->coroutine() || Callee->isTemplateInstantiation() ||
      (!Made.Closure && Callee->isExternallyVisible()) ||
      !isOnlyRead(M, Made, Borrowed) ||
      !isCopyable(Borrowed.Parameter->getType().getNonReferenceType()))
    return {};
  Edits Out;
  for (const FunctionDecl *Declaration : Callee->redecls()) {
    const ParmVarDecl *Parameter = Declaration->getParamDecl(Index);
    auto Reference =
        Parameter->getTypeSourceInfo()->getTypeLoc().getAs<ReferenceTypeLoc>();
    if (!Reference)
      return {};
    SourceRange Range(Parameter->getBeginLoc(), Reference.getSigilLoc());
    if (!isEditable(Ctx, Range))
      return {};
    StringRef Text =
        Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                             Ctx.getSourceManager(), Ctx.getLangOpts());
    if (!Text.consume_back("&"))
      return {};
    Text.consume_front("const ");
    // `const T &x` had a blank before the sigil, `const T& x` has one after.
    bool Glued =
        Parameter->getLocation() == Reference.getSigilLoc().getLocWithOffset(1);
    Out.push_back(FixItHint::CreateReplacement(Range, Text.rtrim().str() +
                                                          (Glued ? " " : "")));
  }
  return Out;
}

/// What a type is called in one instantiation may be wrong in the next.
static bool isInTemplate(const model::Function &F) {
  for (const model::Function *In = &F; In; In = In->outer())
    if (In->decl() && In->decl()->getTemplateInstantiationPattern())
      return true;
  return F.isDependent();
}

Edits anchorAll(Model &M, const model::Function &F, const Task &Made) {
  ASTContext &Ctx = M.context();
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Made.Making);
  FunctionTypeLoc Written =
      Made.Closure->getCallOperator()->getFunctionTypeLoc();
  if (!Call || isInTemplate(F) ||
      !isa<LambdaExpr>(Call->getArg(0)->IgnoreUnlessSpelledInSource()) ||
      !Written || !isEditable(Ctx, Made.Making->getSourceRange()) ||
      Made.Closure->getCaptureDefault() != LCD_None)
    return {};
  std::string Parameters, Arguments;
  for (const LambdaCapture &Capture : Made.Closure->captures()) {
    if (!Capture.capturesVariable() ||
        Capture.getCapturedVar()->isInitCapture() || Capture.isPackExpansion())
      return {};
    const ValueDecl *Variable = Capture.getCapturedVar();
    std::string Type = spelled(Variable->getType(), Ctx);
    // What it has by reference it must not outlive either.
    if (Type.empty() || Capture.getCaptureKind() == LCK_ByRef ||
        !isCopyable(Variable->getType().getNonReferenceType()))
      return {};
    Parameters += (Parameters.empty() ? "" : ", ") + Type + " " +
                  Variable->getName().str();
    Arguments += (Arguments.empty() ? "" : ", ") + Variable->getName().str();
  }
  if (!LambdaText(Ctx, Made.Closure).canTakeParameters())
    return {};
  SourceRange Introducer = Made.Closure->getIntroducerRange();
  bool HasMore = Made.Closure->getCallOperator()->getNumParams();
  return {FixItHint::CreateReplacement(Introducer, "[]"),
          FixItHint::CreateInsertion(Written.getRParenLoc(),
                                     (HasMore ? ", " : "") + Parameters),
          FixItHint::CreateInsertion(Call->getRParenLoc(),
                                     (HasMore ? ", " : "") + Arguments)};
}

Edits anchor(Model &M, const model::Function &F, const Task &Made,
             const Borrow &Borrowed, const Stmt *Region) {
  if (isInTemplate(F) || (Borrowed.Closure && Borrowed.Closure != Made.Closure))
    return {};
  if (Borrowed.Capture)
    return anchorCapture(M, F, Made, Borrowed, Region);
  if (Borrowed.Parameter && Borrowed.Parameter->getType()->isReferenceType())
    return anchorParameter(M, Made, Borrowed);
  return {};
}

} // namespace corolint
