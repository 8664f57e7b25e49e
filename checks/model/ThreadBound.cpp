// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   init, assignment ─▶ what it denotes (Source) ─▶ a thread's own? ─▶ holder
//   each use of the holder ─▶ access: where the value is really needed

#include "ThreadBound.h"
#include "Lender.h"
#include "Model.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {

/// What a thread's own thing comes from.
struct Belonging {
  ThreadBound::Kind Is;
  const NamedDecl *Of;
};

/// Reads what an expression denotes.
class Source {
public:
  explicit Source(Model &M) : M(M) {}

  std::optional<Belonging> ofPlace(const Expr *E, unsigned Depth = 0) const;
  std::optional<Belonging> ofPointer(const Expr *E, unsigned Depth = 0) const;
  /// What a holder of type \p Type holds on to when it is made of \p E.
  std::optional<Belonging> heldBy(QualType Type, const Expr *E) const;

private:
  std::optional<Belonging> ofCall(const CallExpr *Call, unsigned Depth) const;
  std::optional<Belonging> ofView(const Expr *E) const;
  std::optional<Belonging> ofValue(const Stmt *S) const;

  Model &M;
};

} // namespace

static bool isPlace(QualType Type) {
  return Type->isReferenceType() || Type->isPointerType();
}

/// A `thread_local` object, which the thread may change.
static bool isThreadsOwn(const ValueDecl *Value) {
  const auto *Variable = dyn_cast<VarDecl>(Value);
  return Variable && Variable->getTLSKind() != VarDecl::TLS_None &&
         !Variable->getType()->isReferenceType() &&
         !Variable->getType().isConstQualified();
}

std::optional<Belonging> Source::ofPlace(const Expr *E, unsigned Depth) const {
  E = E->IgnoreParens();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    return ofPlace(Cleanups->getSubExpr(), Depth);
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return Cast->getSubExpr()->isGLValue() ? ofPlace(Cast->getSubExpr(), Depth)
                                           : std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isThreadsOwn(Ref->getDecl())
               ? std::optional(Belonging{ThreadBound::Data, Ref->getDecl()})
               : std::nullopt;
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const ValueDecl *Field = Member->getMemberDecl();
    if (isThreadsOwn(Field))
      return Belonging{ThreadBound::Data, Field};
    if (!isa<FieldDecl>(Field) || Field->getType()->isReferenceType())
      return std::nullopt;
    return Member->isArrow() ? ofPointer(Member->getBase(), Depth)
                             : ofPlace(Member->getBase(), Depth);
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return ofPointer(Subscript->getBase(), Depth);
  if (const auto *Deref = dyn_cast<UnaryOperator>(E);
      Deref && Deref->getOpcode() == UO_Deref)
    return ofPointer(Deref->getSubExpr(), Depth);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call, Depth);
  return std::nullopt;
}

std::optional<Belonging> Source::ofPointer(const Expr *E,
                                           unsigned Depth) const {
  E = E->IgnoreParens();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    return ofPointer(Cleanups->getSubExpr(), Depth);
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    switch (Cast->getCastKind()) {
    case CK_ArrayToPointerDecay:
      return ofPlace(Cast->getSubExpr(), Depth);
    case CK_LValueToRValue:
      return std::nullopt; // a copy of what a thread_local pointer leads to
    default:
      return Cast->getSubExpr()->getType()->isPointerType()
                 ? ofPointer(Cast->getSubExpr(), Depth)
                 : std::nullopt;
    }
  }
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return ofPlace(Address->getSubExpr(), Depth);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return ofCall(Call, Depth);
  return std::nullopt;
}

static bool hasReturn(const Stmt *S) {
  return S && (isa<ReturnStmt>(S) || any_of(S->children(), hasReturn));
}

/// `{ …; return E; }`: the E of a function that returns nothing else.
static const Expr *onlyReturned(const FunctionDecl *Callee) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Callee->getBody());
  const auto *Return = Body && !Body->body_empty()
                           ? dyn_cast<ReturnStmt>(Body->body_back())
                           : nullptr;
  return Return && none_of(drop_end(Body->body()), hasReturn)
             ? Return->getRetValue()
             : nullptr;
}

/// A function that says so, or one that visibly returns such a thing.
std::optional<Belonging> Source::ofCall(const CallExpr *Call,
                                        unsigned Depth) const {
  constexpr unsigned FarEnough = 3;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !isPlace(Callee->getReturnType()) || Depth == FarEnough)
    return std::nullopt;
  if (M.words().plays(Callee, Role::LastError))
    return Belonging{ThreadBound::LastError, Callee};
  if (M.words().plays(Callee, Role::ThreadBound))
    return Belonging{ThreadBound::Data, Callee};
  const Expr *Returned = isOfProject(Callee) ? onlyReturned(Callee) : nullptr;
  if (!Returned)
    return std::nullopt;
  return Callee->getReturnType()->isPointerType()
             ? ofPointer(Returned, Depth + 1)
             : ofPlace(Returned, Depth + 1);
}

/// `std::string_view v = name;`, `std::span s(buffer);`
std::optional<Belonging> Source::ofView(const Expr *E) const {
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Conversion = dyn_cast<CXXMemberCallExpr>(E);
      Conversion &&
      isa_and_nonnull<CXXConversionDecl>(Conversion->getMethodDecl()))
    return ofPlace(Conversion->getImplicitObjectArgument());
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs()
               ? ofPlace(Construct->getArg(0)->IgnoreImplicit())
               : std::nullopt;
  return ofPlace(E);
}

/// A value that is the thread's id, or is computed from it.
std::optional<Belonging> Source::ofValue(const Stmt *S) const {
  if (!S || isa<LambdaExpr>(S))
    return std::nullopt;
  // The operand stands there several times.
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S))
    return ofValue(Await->getOperand());
  if (const auto *Call = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && !isPlace(Callee->getReturnType()) &&
        M.words().plays(Callee, Role::ThreadBound))
      return Belonging{ThreadBound::Element, Callee};
  for (const Stmt *Part : S->children())
    if (auto Found = ofValue(Part))
      return Found;
  return std::nullopt;
}

std::optional<Belonging> Source::heldBy(QualType Type, const Expr *E) const {
  if (Type->isReferenceType()) {
    // `auto &slot = slots[id()];`
    const Expr *Element = E->IgnoreUnlessSpelledInSource(), *Index = nullptr;
    if (const auto *Builtin = dyn_cast<ArraySubscriptExpr>(Element))
      Index = Builtin->getIdx();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Element);
             Operator && Operator->getOperator() == OO_Subscript)
      Index = Operator->getArg(1);
    if (auto Picked = Index ? ofValue(Index) : std::nullopt)
      return Belonging{ThreadBound::Data, Picked->Of};
    return ofPlace(E);
  }
  if (Type->isPointerType())
    return ofPointer(E);
  if (isView(Type))
    return ofView(E);
  return ofValue(E);
}

/// The expression that takes \p E, what it is wrapped in aside.
static const Stmt *around(const Function &F, const Stmt *E) {
  do
    E = F.parent(E);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(E));
  return E;
}

/// Does \p Use stand on the left of a `=` that gives its variable a new value?
static bool isRefill(const Function &F, const DeclRefExpr *Use) {
  if (Use->getDecl()->getType()->isReferenceType())
    return false;
  const Stmt *Around = around(F, Use);
  if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Around))
    return Assign->getOpcode() == BO_Assign &&
           Assign->getLHS()->IgnoreParens() == Use;
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Around))
    return Operator->getOperator() == OO_Equal &&
           Operator->getArg(0)->IgnoreParenImpCasts() == Use;
  // Whoever has its address may set it.
  const auto *Address = dyn_cast_or_null<UnaryOperator>(Around);
  return Address && Address->getOpcode() == UO_AddrOf;
}

/// Compared with what the thread has now, or with nothing: that is what one
/// keeps it for.
static bool onlyCompares(const Function &F, const DeclRefExpr *Use) {
  const Stmt *Around = F.parent(Use);
  for (; isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around);
       Around = F.parent(Around))
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Around);
        Cast && Cast->getCastKind() == CK_PointerToBoolean)
      return true;
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(Around);
      Address && Address->getOpcode() == UO_AddrOf)
    Around = around(F, Address);
  else if (Use->getDecl()->getType()->isReferenceType())
    return false; // what it refers to is read
  const auto *Operator = dyn_cast_or_null<BinaryOperator>(Around);
  return Operator && Operator->isComparisonOp();
}

/// `slots[id]`, built in or not; null if \p Use is no index.
static const Stmt *subscriptBy(const Function &F, const Stmt *Use) {
  for (const Stmt *Around = F.parent(Use); Around;
       Use = Around, Around = F.parent(Around)) {
    if (const auto *Builtin = dyn_cast<ArraySubscriptExpr>(Around))
      return Builtin->getIdx() == Use ? Builtin : nullptr;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Around);
        Operator && Operator->getOperator() == OO_Subscript)
      return Operator->getArg(1) == Use ? Operator : nullptr;
    if (!isa<ImplicitCastExpr, ParenExpr, BinaryOperator,
             MaterializeTemporaryExpr>(Around))
      return nullptr;
  }
  return nullptr;
}

/// The node that reads or writes what \p Use leads to: `x` of `x.y += f()` is
/// named before f runs, and written after it.
static const Stmt *accessThrough(const Function &F, const DeclRefExpr *Use) {
  const Stmt *E = Use;
  while (true) {
    const Stmt *Around = F.parent(E);
    const auto *Unary = dyn_cast_or_null<UnaryOperator>(Around);
    if (const auto *Call = dyn_cast_or_null<CallExpr>(Around))
      return Call;
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Around))
      return Assign->isAssignmentOp() && Assign->getLHS() == E ? Assign : E;
    if (!isa_and_nonnull<ImplicitCastExpr, ParenExpr, MemberExpr,
                         ArraySubscriptExpr>(Around) &&
        !(Unary && Unary->getOpcode() == UO_Deref))
      return E;
    E = Around;
  }
}

static std::optional<ThreadBound> heldIn(const Source &From, const Function &F,
                                         const VarDecl *Holder) {
  QualType Type = Holder->getType();
  ThreadBound Found{ThreadBound::Data, Holder, nullptr, {}, {}, {}};
  auto Fill = [&](const Expr *With, const Stmt *At) {
    Found.Refills.push_back(At);
    if (auto Own = From.heldBy(Type, With)) {
      Found.Is = Own->Is;
      Found.Of = Own->Of;
      Found.Obtained.push_back(At);
    }
  };
  if (const Expr *Init = Holder->getInit())
    Fill(Init, Init);
  for (const DeclRefExpr *Use : F.uses(Holder))
    if (isRefill(F, Use)) {
      const auto *Assign = dyn_cast<BinaryOperator>(around(F, Use));
      if (Assign)
        Fill(Assign->getRHS(), Assign);
      else
        Found.Refills.push_back(around(F, Use));
    }
  if (Found.Obtained.empty())
    return std::nullopt;
  for (const DeclRefExpr *Use : F.uses(Holder)) {
    if (Found.Is == ThreadBound::Element) {
      if (const Stmt *Subscript = subscriptBy(F, Use))
        Found.Uses.push_back(Subscript);
    } else if (!isRefill(F, Use) && !onlyCompares(F, Use)) {
      Found.Uses.push_back(accessThrough(F, Use));
    }
  }
  return Found;
}

/// `own.add(co_await f())`, `own << co_await f()`: the object is named first.
static std::optional<ThreadBound> namedBefore(const Function &F,
                                              const DeclRefExpr *Own) {
  const auto *Call = dyn_cast<CallExpr>(accessThrough(F, Own));
  const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Call);
  bool IsObject = Operator ? (Operator->getOperator() == OO_LessLess ||
                              Operator->getOperator() == OO_GreaterGreater) &&
                                 F.isWithin(Own, Operator->getArg(0))
                           : isa_and_nonnull<CXXMemberCallExpr>(Call) &&
                                 F.isWithin(Own, Call->getCallee());
  if (!IsObject)
    return std::nullopt;
  return ThreadBound{
      ThreadBound::Data, nullptr, Own->getDecl(), {Own}, {Call}, {}};
}

SmallVector<ThreadBound, 2> threadBoundIn(Model &M, const Function &F) {
  SmallVector<ThreadBound, 2> All;
  Source From(M);
  for (const ValueDecl *Named : F.variablesIn(F.body())) {
    if (isThreadsOwn(Named)) {
      for (const DeclRefExpr *Use : F.uses(Named))
        if (auto Found = namedBefore(F, Use))
          All.push_back(*Found);
      continue;
    }
    const auto *Holder = dyn_cast<VarDecl>(Named);
    if (!Holder || !Holder->hasLocalStorage() ||
        Holder->getDeclContext() != F.decl())
      continue;
    if (auto Found = heldIn(From, F, Holder))
      All.push_back(*Found);
  }
  return All;
}

bool mayChangeThread(Model &M, const Function &F) {
  const TaskType *Type = M.types().find(F.decl()->getReturnType());
  if (Type && M.words().plays(Type->Record, Role::StaysOnThread))
    return false;
  return any_of(F.suspensions(), IsaPred<CoawaitExpr>);
}

} // namespace corolint::model
