// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   an iterator, a reference, a view ─▶ the container ─▶ its field or variable

#include "Containers.h"
#include "Lender.h"
#include "Model.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

// --- which container an expression names

static bool isContainer(Model &M, const CXXRecordDecl *Class) {
  return Class && (M.words().plays(Class, Role::MovesElements) ||
                   M.words().plays(Class, Role::MovesIterators) ||
                   M.words().plays(Class, Role::KeepsElements));
}

static const CXXRecordDecl *classOf(const Expr *E) {
  QualType Type = E->getType();
  return recordOf(Type->isPointerType() ? Type->getPointeeType() : Type);
}

/// More steps than anybody takes between a container and its use.
constexpr unsigned FarEnough = 8;

/// Can anybody else than the function that owns it reach the object?
static bool isShared(const Function &F, const Expr *Object) {
  for (unsigned Steps = 0; Object && Steps < FarEnough; ++Steps) {
    Object = Object->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(Object) || isa<CXXOperatorCallExpr>(Object))
      return true;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Object)) {
      const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
      return Variable && (Variable->hasGlobalStorage() ||
                          Variable->getType()->isReferenceType() ||
                          Variable->getType()->isPointerType() ||
                          Variable->getDeclContext() != F.decl());
    }
    const auto *Member = dyn_cast<MemberExpr>(Object);
    if (!Member || Member->isArrow())
      return Member;
    Object = Member->getBase();
  }
  return false;
}

/// What a getter returns: `return items;`.
static const Expr *gotBy(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const FunctionDecl *Definition = nullptr;
  const auto *Body = Callee && Call->isLValue() && isOfProject(Callee) &&
                             Callee->hasBody(Definition)
                         ? dyn_cast<CompoundStmt>(Definition->getBody())
                         : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

const ValueDecl *containerNamed(Model &M, const Function &F, const Expr *E) {
  for (unsigned Steps = 0; E && Steps < FarEnough; ++Steps) {
    E = E->IgnoreParenImpCasts();
    if (!isContainer(M, classOf(E)))
      return nullptr;
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      bool IsOurs = !Member->isArrow() && !isShared(F, Member->getBase());
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (!Field || !Field->getType()->isReferenceType())
        return IsOurs ? nullptr : Member->getMemberDecl();
      return Field;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Variable = dyn_cast<VarDecl>(Ref->getDecl());
      if (!Variable)
        return nullptr;
      if (Variable->getType()->isReferenceType() && Variable->getInit()) {
        E = Variable->getInit();
        continue;
      }
      return isShared(F, E) ? Variable : nullptr;
    }
    const auto *Call = dyn_cast<CallExpr>(E);
    E = Call ? gotBy(Call) : nullptr;
  }
  return nullptr;
}

// --- ways in

static std::optional<Into> givenBy(StringRef Method) {
  return StringSwitch<std::optional<Into>>(Method)
      .Cases({"begin", "end", "cbegin", "cend", "rbegin", "rend"},
             Into::Iterator)
      .Cases({"constBegin", "constEnd", "constFind"}, Into::Iterator)
      .Cases({"find", "lower_bound", "upper_bound", "equal_range"},
             Into::Iterator)
      .Cases({"insert", "emplace", "emplace_hint", "try_emplace"},
             Into::Iterator)
      .Cases({"insert_or_assign", "erase"}, Into::Iterator)
      .Cases({"front", "back", "first", "last", "at", "data", "c_str", "value"},
             Into::Element)
      .Cases({"emplace_back", "emplace_front", "top"}, Into::Element)
      .Default(std::nullopt);
}

static bool isUniquePointer(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type.getNonReferenceType());
  return Record && Record->isInStdNamespace() && Record->getIdentifier() &&
         Record->getName() == "unique_ptr";
}

namespace {
class Search {
public:
  Search(Model &M, const Function &F) : M(M), F(F) {}

  std::optional<WayIn> from(const Expr *E);
  std::optional<WayIn> from(const VarDecl *Variable);
  std::optional<WayIn> directly(const Expr *Container, Into As);

private:
  std::optional<WayIn> fromMethod(const CXXMemberCallExpr *Call);
  std::optional<WayIn> fromOperator(const CXXOperatorCallExpr *Call);
  std::optional<WayIn> fromStandard(const CallExpr *Call);
  std::optional<WayIn> deref(std::optional<WayIn> Way, QualType Of) const;

  Model &M;
  const Function &F;
  unsigned Steps = 0;
};
} // namespace

std::optional<WayIn> Search::directly(const Expr *Container, Into As) {
  // `rooms[0].name` ends with its room.
  if (auto Outer = from(Container); Outer && Outer->As != Into::Iterator)
    return Outer;
  if (const ValueDecl *Named = containerNamed(M, F, Container))
    return WayIn{Named, classOf(Container->IgnoreParenImpCasts()), As};
  return std::nullopt;
}

/// `*it` is an element, `*element` is what a unique_ptr in the container owns.
std::optional<WayIn> Search::deref(std::optional<WayIn> Way,
                                   QualType Of) const {
  if (!Way)
    return std::nullopt;
  if (isUniquePointer(Of))
    Way->As = Into::Pointee;
  else if (Way->As == Into::Iterator)
    Way->As = Into::Element;
  else if (!Of->isPointerType())
    return std::nullopt; // whatever that class leads to
  return Way;
}

std::optional<WayIn> Search::fromMethod(const CXXMemberCallExpr *Call) {
  const Expr *Object = Call->getImplicitObjectArgument();
  if (!Object || !Call->getMethodDecl())
    return std::nullopt;
  if (std::optional<Into> As = givenBy(calledName(Call)))
    if (auto Way = directly(Object, *As))
      return Way;
  if (calledName(Call) == "get" && isUniquePointer(Object->getType()))
    return deref(from(Object), Object->getType());
  // `string` to `string_view`.
  if (isa<CXXConversionDecl>(Call->getMethodDecl()) && isView(Call->getType()))
    return directly(Object, Into::Element);
  return std::nullopt;
}

std::optional<WayIn> Search::fromOperator(const CXXOperatorCallExpr *Call) {
  const Expr *Object = Call->getArg(0);
  switch (Call->getOperator()) {
  case OO_Subscript:
    return directly(Object, Into::Element);
  case OO_Call:
  case OO_Pipe:
    return fromStandard(Call);
  case OO_Star:
  case OO_Arrow:
    if (auto Way = directly(Object, Into::Element))
      return Way;
    return deref(from(Object), Object->getType());
  default:
    return std::nullopt;
  }
}

/// Also what is in std::ranges and std::views.
static bool isInStd(const Decl *D) {
  const DeclContext *Scope = D->getDeclContext();
  while (Scope && !Scope->isTranslationUnit()) {
    if (Scope->isStdNamespace())
      return true;
    Scope = Scope->getParent();
  }
  return false;
}

/// `std::find(items.begin(), …)`, `std::ranges::find(items, …)`,
/// `items | std::views::reverse`.
std::optional<WayIn> Search::fromStandard(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && isInStd(Callee) && calledName(Call) == "addressof" &&
      Call->getNumArgs())
    return from(Call->getArg(0));
  const CXXRecordDecl *Result = recordOf(Call->getType());
  if (!Callee || !isInStd(Callee) || !Call->isPRValue() || !Result ||
      isContainer(M, Result)) // a copy, or what was taken out
    return std::nullopt;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  unsigned First = Operator && Operator->getOperator() == OO_Call ? 1 : 0;
  if (Call->getNumArgs() <= First)
    return std::nullopt;
  const Expr *Argument = Call->getArg(First);
  if (auto Way = from(Argument); Way && Way->As == Into::Iterator)
    return Way;
  return directly(Argument, Into::Iterator);
}

std::optional<WayIn> Search::from(const Expr *E) {
  if (!E || ++Steps > FarEnough)
    return std::nullopt;
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *Named = Ref->getDecl();
    if (const auto *Binding = dyn_cast<BindingDecl>(Named))
      Named = Binding->getDecomposedDecl();
    const auto *Variable = dyn_cast<VarDecl>(Named);
    return Variable && Variable->isLocalVarDecl() ? from(Variable)
                                                  : std::nullopt;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_AddrOf)
      return from(Unary->getSubExpr());
    if (Unary->getOpcode() == UO_Deref)
      return deref(from(Unary->getSubExpr()), Unary->getSubExpr()->getType());
    return std::nullopt;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field || Field->getType()->isReferenceType())
      return std::nullopt;
    auto Way = from(Member->getBase());
    // `found.first` of a pair of iterators is one of them.
    return Way && Way->As == Into::Iterator && !recordOf(Field->getType())
               ? std::nullopt
               : Way;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return fromOperator(Operator);
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    return fromMethod(Call);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return fromStandard(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
      Construct && isView(Construct->getType()) && Construct->getNumArgs())
    return directly(Construct->getArg(0), Into::Element);
  return std::nullopt;
}

/// By its type: a copy of an element leads nowhere.
std::optional<WayIn> Search::from(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  if (!Init || !Variable->hasLocalStorage())
    return std::nullopt;
  QualType Type = Variable->getType();
  if (isView(Type))
    if (auto Way = directly(Init->IgnoreUnlessSpelledInSource(), Into::Element))
      return Way;
  auto Way = from(Init);
  if (!Way)
    return std::nullopt;
  if (Type->isReferenceType())
    return Init->isGLValue() && Way->As != Into::Iterator ? Way : std::nullopt;
  if (Type->isPointerType() || isView(Type))
    return Way->As == Into::Iterator ? std::nullopt : Way;
  return Way->As == Into::Iterator ? Way : std::nullopt;
}

std::optional<WayIn> wayInto(Model &M, const Function &F, const Expr *E) {
  return Search(M, F).from(E);
}

std::optional<WayIn> wayInto(Model &M, const Function &F,
                             const VarDecl *Variable) {
  return Search(M, F).from(Variable);
}

std::optional<WayIn> wayThrough(Model &M, const Function &F,
                                const Expr *Range) {
  if (auto Way = Search(M, F).directly(Range, Into::Iterator))
    return Way;
  // What is in an element, or a view of the container.
  return Range->isGLValue() || recordOf(Range->getType())
             ? Search(M, F).from(Range)
             : std::nullopt;
}

} // namespace corolint::model
