// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   every call of the translation unit ─▶ what it does to its container
//        └─▶ does that break a way in, and can it come at the wrong moment?

#include "Changes.h"
#include "Model.h"
#include "Overlap.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

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
               ? effectOf(calledName(Call), Call->getNumArgs())
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
  return StringSwitch<Effect>(calledName(Call))
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
