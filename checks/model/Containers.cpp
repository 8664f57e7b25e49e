// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   an iterator, a reference ─▶ container ─▶ its field or variable
//                                                ▲
//   every call of the translation unit ─▶ change ┘

#include "Containers.h"
#include "Lender.h"
#include "Model.h"
#include "Overlap.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

// --- which container an expression names
// --------------------------------------

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
  const auto *Body = Callee && Call->isLValue() && Callee->hasBody(Definition)
                         ? dyn_cast<CompoundStmt>(Definition->getBody())
                         : nullptr;
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

/// The field or variable that is the container \p E; null if it is no
/// container, or \p F alone has it.
static const ValueDecl *containerNamed(Model &M, const Function &F,
                                       const Expr *E) {
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
// --------------------------------------------------------------------

static StringRef nameOf(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getIdentifier() ? Callee->getName() : StringRef();
}

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
  if (std::optional<Into> As = givenBy(nameOf(Call)))
    if (auto Way = directly(Object, *As))
      return Way;
  if (nameOf(Call) == "get" && isUniquePointer(Object->getType()))
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
  if (Callee && isInStd(Callee) && nameOf(Call) == "addressof" &&
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

// --- changes
// --------------------------------------------------------------------

namespace {
enum class Effect { None, Grows, Shrinks };
}

static Effect effectOf(StringRef Method, unsigned Arguments) {
  return StringSwitch<Effect>(Method)
      .Cases({"push_back", "emplace_back", "push_front", "emplace_front"},
             Effect::Grows)
      .Cases({"insert", "emplace", "emplace_hint", "try_emplace", "push"},
             Effect::Grows)
      .Cases({"insert_or_assign", "append", "prepend", "reserve", "rehash"},
             Effect::Grows)
      .Cases({"insert_range", "append_range", "shrink_to_fit"}, Effect::Grows)
      .Cases({"erase", "clear", "pop_back", "pop_front", "pop"},
             Effect::Shrinks)
      .Cases({"extract", "merge", "splice", "resize", "assign", "swap"},
             Effect::Shrinks)
      .Cases({"remove", "remove_if", "removeAll", "removeAt", "removeOne"},
             Effect::Shrinks)
      .Cases({"takeFirst", "takeLast", "takeAt", "take"}, Effect::Shrinks)
      .Case("reset", Arguments ? Effect::None : Effect::Shrinks)
      .Default(Effect::None);
}

/// `owner = nullptr`, `maybe = std::nullopt`: the end of what was in it.
static bool isNothing(const Expr *Value) {
  Value = Value->IgnoreUnlessSpelledInSource();
  const CXXRecordDecl *Class = recordOf(Value->getType());
  return isa<CXXNullPtrLiteralExpr>(Value) ||
         (Class && Class->getIdentifier() && Class->getName() == "nullopt_t");
}

static bool holdsOneThing(const CXXRecordDecl *Class) {
  return Class->getName() == "unique_ptr" || Class->getName() == "optional";
}

/// What \p Call does to the container that \p Object then is.
static Effect effectOf(const CallExpr *Call, const Expr *&Object) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Object = Member->getImplicitObjectArgument();
    const CXXMethodDecl *Method = Member->getMethodDecl();
    return Method && !Method->isConst()
               ? effectOf(nameOf(Call), Call->getNumArgs())
               : Effect::None;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    Object = Operator->getArg(0);
    if (Operator->getOperator() == OO_PlusEqual)
      return Effect::Grows;
    if (Operator->getOperator() == OO_Subscript) {
      // Of a map, which may insert.
      const FunctionDecl *Callee = Operator->getDirectCallee();
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
      return Method && !Method->isConst() &&
                     !Method->getParamDecl(0)->getType()->isIntegerType()
                 ? Effect::Grows
                 : Effect::None;
    }
    if (Operator->getOperator() != OO_Equal)
      return Effect::None;
    const CXXRecordDecl *Class = recordOf(Object->getType());
    if (Class && Class->getIdentifier() && holdsOneThing(Class))
      return isNothing(Operator->getArg(1)) ? Effect::Shrinks : Effect::None;
    return Effect::Shrinks;
  }
  // `std::erase_if(items, …)`, `std::exchange(items, {})`.
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !Callee->isInStdNamespace() || !Call->getNumArgs())
    return Effect::None;
  Object = Call->getArg(0);
  return StringSwitch<Effect>(nameOf(Call))
      .Cases({"erase", "erase_if", "swap", "exchange"}, Effect::Shrinks)
      .Default(Effect::None);
}

/// In the making and unmaking of an object nobody else has it.
static bool makesOrUnmakes(const Function &F) {
  return isa_and_nonnull<CXXConstructorDecl, CXXDestructorDecl>(F.decl());
}

Changes::Changes(Model &M) {
  for (const Function &F : M.functions()) {
    if (!F.decl() || F.isDependent() || makesOrUnmakes(F))
      continue;
    for (const CallExpr *Call : F.calls()) {
      const Expr *Object = nullptr;
      if (effectOf(Call, Object) == Effect::None || !Object)
        continue;
      if (const ValueDecl *Container = containerNamed(M, F, Object))
        Known[Container].push_back({&F, Call});
    }
  }
}

ArrayRef<Change> Changes::of(const ValueDecl *Container) const {
  auto Found = Known.find(Container);
  return Found == Known.end() ? ArrayRef<Change>() : ArrayRef(Found->second);
}

static bool breaks(Model &M, const WayIn &Way, const CallExpr *Call) {
  const Expr *Object = nullptr;
  if (effectOf(Call, Object) == Effect::Shrinks)
    return true;
  if (Way.As == Into::Pointee)
    return false;
  if (M.words().plays(Way.Class, Role::MovesElements))
    return true;
  return Way.As == Into::Iterator &&
         M.words().plays(Way.Class, Role::MovesIterators);
}

/// A call in \p Body that breaks \p Way into what \p IsIt knows, itself or by
/// handing it on.
static const CallExpr *breakerIn(Model &M, const Function &Body,
                                 const WayIn &Way,
                                 function_ref<bool(const Place &)> IsIt) {
  for (const CallExpr *Call : Body.calls()) {
    const Expr *Object = nullptr;
    if (effectOf(Call, Object) != Effect::None && Object &&
        IsIt(placeOf(Object)) && breaks(M, Way, Call))
      return Call;
    const FunctionDecl *Callee = Call->getDirectCallee();
    const FunctionDecl *Definition = nullptr;
    if (!Callee || !Callee->hasBody(Definition) ||
        isa<CXXOperatorCallExpr>(Call))
      continue;
    for (auto [Argument, Parameter] :
         zip(Call->arguments(), Definition->parameters()))
      if (any_of(
              M.changes().of(Parameter),
              [&](const Change &Each) { return breaks(M, Way, Each.Call); }) &&
          IsIt(placeOf(Argument)))
        return Call;
  }
  return nullptr;
}

/// What a caller lends is shared if another one has it at the same time.
static std::optional<Change> breakerOfLent(Model &M, const Function &F,
                                           const WayIn &Way) {
  Place Lent;
  Lent.Names.push_back(Way.Container);
  SmallVector<Change, 2> Found;
  auto Both = rivalOn(M, F, Lent, [&](const Function &Body, auto IsIt) {
    const CallExpr *Call = breakerIn(M, Body, Way, IsIt);
    if (Call)
      Found.push_back({&Body, Call});
    return Call != nullptr;
  });
  if (!Both)
    return std::nullopt;
  const auto *Rival = dyn_cast<CallExpr>(Both->Second);
  for (const Change &Each : Found)
    if (!Rival || M.function(Rival->getDirectCallee()) == Each.In)
      return Each;
  return Found.back();
}

std::optional<Change> breakerOf(Model &M, const Function &F, const WayIn &Way) {
  if (isa<ParmVarDecl>(Way.Container) &&
      Way.Container->getDeclContext() == F.decl())
    return breakerOfLent(M, F, Way);
  for (const Change &Each : M.changes().of(Way.Container)) {
    // Whoever owns a local fills it before others have it. The instances of a
    // template are one function to its author.
    bool IsOwner = Each.In->decl() == Way.Container->getDeclContext();
    bool IsItself = is_contained(M.instances(F), Each.In);
    if (!IsItself && !IsOwner && breaks(M, Way, Each.Call))
      return Each;
  }
  return std::nullopt;
}

} // namespace corolint::model
