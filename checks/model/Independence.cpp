// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   an awaited call ─┬─▶ its parameters: plain data?
//                    ├─▶ its arguments: the same at any time?
//                    └─▶ its body, if in sight: suspends? touches what others
//                        touch?

#include "Independence.h"
#include "Model.h"
#include "Suspension.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isStandard(const Decl *Decl) {
  const DeclContext *Scope = Decl->getDeclContext();
  while (Scope && !Scope->isTranslationUnit() && !Scope->isStdNamespace())
    Scope = Scope->getParent();
  return Scope && Scope->isStdNamespace();
}

/// Classes of the standard library that own or view the values they are made
/// of, and nothing else.
static bool isStandardData(const CXXRecordDecl *Class) {
  static const StringSet<> Names = {"basic_string",  "basic_string_view",
                                    "vector",        "array",
                                    "optional",      "pair",
                                    "tuple",         "map",
                                    "set",           "unordered_map",
                                    "unordered_set", "duration",
                                    "time_point",    "initializer_list",
                                    "path",          "variant",
                                    "monostate",     "deque",
                                    "list",          "chrono"};
  return isStandard(Class) && Class->getIdentifier() &&
         Names.contains(Class->getName());
}

static bool isPolicy(QualType Type) {
  static const StringSet<> Names = {
      "allocator", "char_traits", "less",         "greater",     "equal_to",
      "hash",      "ratio",       "system_clock", "steady_clock"};
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  return Class && isStandard(Class) && Class->getIdentifier() &&
         Names.contains(Class->getName());
}

/// Those of packs as well.
static SmallVector<QualType, 4> typesIn(ArrayRef<TemplateArgument> Arguments) {
  SmallVector<QualType, 4> Types;
  for (const TemplateArgument &Argument : Arguments)
    if (Argument.getKind() == TemplateArgument::Type)
      Types.push_back(Argument.getAsType());
    else if (Argument.getKind() == TemplateArgument::Pack)
      append_range(Types, typesIn(Argument.getPackAsArray()));
  return Types;
}

/// A value that is not the way to something else: two copies of it have nothing
/// in common.
static bool isData(QualType Type, unsigned Depth = 0) {
  constexpr unsigned TooDeep = 4;
  Type = Type.getCanonicalType();
  if (Type->isArithmeticType() || Type->isEnumeralType() ||
      Type->isNullPtrType())
    return true;
  if (Type->isPointerType())
    return Type->getPointeeType()->isAnyCharacterType() &&
           Type->getPointeeType().isConstQualified();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Depth == TooDeep)
    return false;
  auto IsInner = [&](QualType Inner) { return isData(Inner, Depth + 1); };
  if (isStandardData(Class)) {
    const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
    return !Special || all_of(typesIn(Special->getTemplateArgs().asArray()),
                              [&](QualType Argument) {
                                return IsInner(Argument) || isPolicy(Argument);
                              });
  }
  return !isStandard(Class) && !Class->isPolymorphic() && !Class->isLambda() &&
         !Class->isEmpty() &&
         all_of(Class->fields(),
                [&](const auto *Field) {
                  return !Field->isMutable() && IsInner(Field->getType());
                }) &&
         all_of(Class->bases(),
                [&](const auto &Base) { return IsInner(Base.getType()); });
}

static bool takesData(QualType Parameter) {
  if (Parameter->isLValueReferenceType() &&
      !Parameter->getPointeeType().isConstQualified())
    return false;
  return isData(Parameter.getNonReferenceType());
}

/// A function of the standard library that looks at its arguments, and no more.
static bool onlyLooks(const FunctionDecl *Callee) {
  if (!Callee)
    return false;
  if (isa<CXXConversionDecl>(Callee) || Callee->getLiteralIdentifier())
    return true;
  if (!isStandard(Callee))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  bool HasInput = Callee->getNumParams() || (Method && !Method->isStatic());
  return HasInput && (!Method || Method->isStatic() || Method->isConst()) &&
         all_of(Callee->parameters(), [](const ParmVarDecl *Parameter) {
           return takesData(Parameter->getType());
         });
}

/// Nobody but \p F can change it while \p F waits; or it is an element of what
/// the loop goes through.
static bool isOwn(const Function &F, const VarDecl *Variable) {
  if (Variable->getType().isConstQualified() && !Variable->hasLocalStorage())
    return true;
  if (!Variable->hasLocalStorage() || Variable->getDeclContext() != F.decl())
    return false;
  QualType Type = Variable->getType();
  return !Type->isReferenceType() || Variable->isCXXForRangeDecl() ||
         (isa<ParmVarDecl>(Variable) &&
          Type->getPointeeType().isConstQualified());
}

namespace {

/// Reads an argument: does it have the same value, and no effect, whenever it
/// is evaluated?
class Steady {
public:
  Steady(const Function &F, PlainAwait &Found) : F(F), Found(Found) {}

  bool check(const Stmt *S) {
    return isSteady(S) && all_of(S->children(), [this](const Stmt *Child) {
             return !Child || check(Child);
           });
  }

private:
  bool isSteady(const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (isa<FunctionDecl, EnumConstantDecl>(Ref->getDecl()))
        return true;
      const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
      if (!Variable || !isOwn(F, Variable))
        return false;
      if (Variable->hasLocalStorage())
        Found.Reads.insert(Variable);
      return true;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return !Member->isArrow();
    if (const auto *Call = dyn_cast<CallExpr>(S))
      return onlyLooks(Call->getDirectCallee());
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
      return isData(Construct->getType());
    if (const auto *Unary = dyn_cast<UnaryOperator>(S))
      return !Unary->isIncrementDecrementOp() &&
             Unary->getOpcode() != UO_AddrOf && Unary->getOpcode() != UO_Deref;
    if (const auto *Binary = dyn_cast<BinaryOperator>(S))
      return !Binary->isAssignmentOp();
    return isa<CastExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr,
               CXXBindTemporaryExpr, ConditionalOperator, InitListExpr,
               CXXStdInitializerListExpr, IntegerLiteral, FloatingLiteral,
               CharacterLiteral, clang::StringLiteral, CXXBoolLiteralExpr,
               CXXNullPtrLiteralExpr, CXXDefaultArgExpr, CXXDefaultInitExpr,
               CXXScalarValueInitExpr, UnaryExprOrTypeTraitExpr,
               SubstNonTypeTemplateParmExpr>(S);
  }

  const Function &F;
  PlainAwait &Found;
};

enum class Work {
  Unknown,
  None,     ///< it never waits: side by side it would take as long
  Shared,   ///< it touches what outlives it
  Separate, ///< it does neither
};

} // namespace

constexpr unsigned MaxCalls = 4;

static Work workOf(Model &M, const FunctionDecl *Callee, unsigned Depth = 0);

/// Does \p Point wait for something that nobody has seen to be done already?
static bool mayWait(Model &M, const Expr *Point, unsigned Depth) {
  if (!maySuspend(Point))
    return false;
  const auto *Await = dyn_cast<CoawaitExpr>(Point);
  const auto *Call =
      Await ? dyn_cast<CallExpr>(Await->getOperand()->IgnoreImplicit())
            : nullptr;
  return !Call || workOf(M, Call->getDirectCallee(), Depth + 1) != Work::None;
}

/// A call that leads out of sight may have any effect, unless it is the
/// library's or the system's.
static Work workOfCall(Model &M, const CallExpr *Call, unsigned Depth) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return Work::Unknown;
  const SourceManager &Sources = M.context().getSourceManager();
  if (isStandard(Callee) || M.words().libraryOf(Callee) ||
      Sources.isInSystemHeader(Callee->getLocation()))
    return Work::Separate;
  return workOf(M, Callee, Depth + 1);
}

static Work workOf(Model &M, const FunctionDecl *Callee, unsigned Depth) {
  const Function *Body = M.function(Callee);
  if (!Body || Depth == MaxCalls)
    return Work::Unknown;
  if (!Body->usesOfThis().empty())
    return Work::Shared;
  for (const ValueDecl *Value : Body->variablesIn(Body->body()))
    if (const auto *Variable = dyn_cast<VarDecl>(Value);
        Variable && Variable->hasGlobalStorage() &&
        !Variable->getType().isConstQualified())
      return Work::Shared;
  Work Result = Work::Separate;
  for (const CallExpr *Call : Body->calls()) {
    Work Inner = workOfCall(M, Call, Depth);
    if (Inner == Work::Shared)
      return Inner;
    if (Inner == Work::Unknown)
      Result = Inner;
  }
  if (Body->coroutine() && none_of(Body->suspensions(), [&](const Expr *Point) {
        return mayWait(M, Point, Depth);
      }))
    return Work::None;
  return Result;
}

/// The object that the call is made on has no say: a function without one.
static bool isFree(const CallExpr *Call, const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (!Method || Method->isStatic())
    return !isa<CXXMemberCallExpr>(Call);
  return isLambdaCallOperator(Method) &&
         Method->getParent()->capture_size() == 0;
}

std::optional<PlainAwait> plainAwait(Model &M, const Function &F,
                                     const Task &Made) {
  const auto *Await = dyn_cast_or_null<CoawaitExpr>(Made.Held.Where);
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  if (Made.From != Origin::Call || !Made.isLazy() ||
      Made.Held.Kind != Custody::AwaitedInPlace || Made.Held.Within || !Await ||
      !Call || Await->getOperand()->IgnoreImplicit() != Call ||
      Await->getType()->isVoidType() || F.isInHandler(Await))
    return std::nullopt;
  const FunctionDecl *Callee = Call->getDirectCallee();
  const Vocabulary &Words = M.words();
  if (!Callee || !isFree(Call, Callee) || Words.plays(Callee, Role::Ordered) ||
      Words.speaksOf(Callee, Role::Ordered) ||
      !all_of(Callee->parameters(), [](const ParmVarDecl *Parameter) {
        return takesData(Parameter->getType());
      }))
    return std::nullopt;
  PlainAwait Found;
  Found.Await = Await;
  Found.Call = Call;
  Steady Arguments(F, Found);
  unsigned First = isa<CXXOperatorCallExpr>(Call) ? 1 : 0;
  for (const Expr *Argument : drop_begin(Call->arguments(), First))
    if (!Arguments.check(Argument))
      return std::nullopt;
  switch (workOf(M, Callee)) {
  case Work::None:
  case Work::Shared:
    return std::nullopt;
  case Work::Separate:
    Found.IsSeparate = true;
    break;
  case Work::Unknown:
    break;
  }
  return Found;
}

/// A number may be the name of a thing: a descriptor, an identifier.
static bool mayNameAThing(const ValueDecl *Value) {
  return !Value->getType().getNonReferenceType()->isRecordType();
}

/// Two calls of one function with the same arguments are a repetition, and
/// whoever repeats a call has a reason.
static bool haveSameArguments(const CallExpr *A, const CallExpr *B) {
  if (A->getNumArgs() != B->getNumArgs())
    return false;
  for (unsigned I = 0; I < A->getNumArgs(); ++I) {
    FoldingSetNodeID Left, Right;
    const ASTContext &Ctx = A->getCalleeDecl()->getASTContext();
    A->getArg(I)->IgnoreUnlessSpelledInSource()->Profile(Left, Ctx, true);
    B->getArg(I)->IgnoreUnlessSpelledInSource()->Profile(Right, Ctx, true);
    if (Left != Right)
      return false;
  }
  return true;
}

bool areIndependent(const PlainAwait &First, const PlainAwait &Second) {
  if (First.IsSeparate && Second.IsSeparate)
    return !haveSameArguments(First.Call, Second.Call) ||
           First.Call->getDirectCallee() != Second.Call->getDirectCallee();
  return First.Call->getDirectCallee()->getCanonicalDecl() ==
             Second.Call->getDirectCallee()->getCanonicalDecl() &&
         !haveSameArguments(First.Call, Second.Call) &&
         none_of(First.Reads, [&](const ValueDecl *Shared) {
           return Second.Reads.contains(Shared) && mayNameAThing(Shared);
         });
}

} // namespace corolint::model
