// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Pools.h"
#include "Model.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// A thread, or something made of threads: `std::vector<std::thread>`.
static bool isMadeOfThreads(QualType Type) {
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return isMadeOfThreads(Array->getElementType());
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || !Record->isInStdNamespace() || !Record->getIdentifier())
    return false;
  if (Record->getName() == "thread" || Record->getName() == "jthread")
    return true;
  const auto *Container = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  return Container &&
         any_of(Container->getTemplateArgs().asArray(),
                [](const TemplateArgument &Argument) {
                  return Argument.getKind() == TemplateArgument::Type &&
                         isMadeOfThreads(Argument.getAsType());
                });
}

/// An executor that keeps threads of its own, itself or through a member.
static bool keepsThreads(Model &M, const CXXRecordDecl *Record,
                         unsigned Depth = 0) {
  constexpr unsigned FarEnough = 2;
  if (M.words().plays(Record, Role::ThreadPool))
    return true;
  Record = definitionOf(Record);
  return Record && Depth <= FarEnough &&
         any_of(Record->fields(), [&](const FieldDecl *Field) {
           QualType Type = Field->getType().getNonReferenceType();
           if (const auto *Pointer = Type->getAs<PointerType>())
             Type = Pointer->getPointeeType();
           return isMadeOfThreads(Type) ||
                  keepsThreads(M, Type->getAsCXXRecordDecl(), Depth + 1);
         });
}

/// `pool`, `*pool`, `pool->executor()`, `make_strand(pool)`: does \p E lead to
/// a pool, past \p Task?
static bool leadsToPool(Model &M, const Expr *E, const Expr *Task) {
  E = E->IgnoreUnlessSpelledInSource();
  if (E == Task || isa<LambdaExpr>(E) || M.types().find(E->getType()))
    return false;
  QualType Type = E->getType().getNonReferenceType();
  if (const auto *Pointer = Type->getAs<PointerType>())
    Type = Pointer->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (keepsThreads(M, Record))
    return true;
  // A pointer that owns: what it points to is its argument.
  if (const auto *Owner =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record))
    for (const TemplateArgument &Argument : Owner->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type &&
          keepsThreads(M, Argument.getAsType()->getAsCXXRecordDecl()))
        return true;
  auto Leads = [&](const Expr *Part) { return leadsToPool(M, Part, Task); };
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Leads(Unary->getSubExpr());
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E))
    return any_of(Construction->arguments(), Leads);
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return false;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      Member && Leads(Member->getImplicitObjectArgument()))
    return true;
  return any_of(Call->arguments(), Leads);
}

bool movesToPool(Model &M, const CoawaitExpr *Await) {
  const Expr *Operand = Await->getOperand()->IgnoreUnlessSpelledInSource();
  auto IsMove = [&](const Expr *E) {
    const auto *Call = dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource());
    return Call &&
           M.words().plays(Call->getDirectCallee(), Role::ResumesElsewhere);
  };
  // `post(bind_executor(pool, use_awaitable))`: what it is given decides where
  // it goes on.
  const auto *Moves = dyn_cast<CallExpr>(Operand);
  if (Moves && (IsMove(Moves) || any_of(Moves->arguments(), IsMove)))
    return true;
  // `co_await pool.schedule()`, and an awaiter that leads to the pool. A task
  // that is awaited comes back to where it was awaited.
  const auto *OnPool = dyn_cast<CXXMemberCallExpr>(Operand);
  return !M.types().find(Operand->getType()) &&
         (keepsThreads(M, recordOf(Operand->getType())) ||
          (OnPool && keepsThreads(M, OnPool->getRecordDecl())));
}

static bool startsOnlyOnPools(Model &M, const Function &F, unsigned Depth);

/// Does \p Made, a task of \p In, run on a pool?
static bool startsOnPool(Model &M, const Function &In, const Task &Made,
                         unsigned Depth) {
  SmallVector<const CallExpr *, 4> Takers;
  for (const CallExpr *Taker : {Made.Held.Spawn, Made.Held.Within})
    if (Taker)
      Takers.push_back(Taker);
  // `co_withExecutor(&pool, f())`, `f().via(&pool)`, wherever that goes then.
  for (const Stmt *Around = In.parent(Made.Making);
       isa_and_nonnull<Expr>(Around) && !isa<CoroutineSuspendExpr>(Around);
       Around = In.parent(Around))
    if (const auto *Taker = dyn_cast<CallExpr>(Around))
      Takers.push_back(Taker);
  for (const CallExpr *Taker : Takers) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(Taker);
    auto Leads = [&](const Expr *E) { return leadsToPool(M, E, Made.Making); };
    if ((Member && Leads(Member->getImplicitObjectArgument())) ||
        any_of(Taker->arguments(), Leads))
      return true;
  }
  return Made.Held.Kind == Custody::AwaitedInPlace && In.coroutine() &&
         (M.blocking().hasLeftLoop(In, Made.Making->getBeginLoc()) ||
          startsOnlyOnPools(M, In, Depth + 1));
}

static bool startsOnlyOnPools(Model &M, const Function &F, unsigned Depth) {
  constexpr unsigned FarEnough = 3;
  if (Depth > FarEnough || !F.decl())
    return false;
  SmallVector<const Function *, 2> Makers;
  if (F.lambda() && F.outer())
    Makers.push_back(F.outer());
  ArrayRef<CallSite> Sites = M.callsOf(F.decl());
  for (const CallSite &Site : Sites)
    if (!is_contained(Makers, Site.In))
      Makers.push_back(Site.In);
  unsigned Starts = 0;
  for (const Function *In : Makers) {
    // Not the vector: further questions may move that.
    ArrayRef<Task> Made = M.tasks(*In);
    for (const Task &Started : Made) {
      if (!Started.Callee ||
          Started.Callee->getCanonicalDecl() != F.decl()->getCanonicalDecl())
        continue;
      if (!startsOnPool(M, *In, Started, Depth))
        return false;
      ++Starts;
    }
  }
  return Starts && Starts >= Sites.size();
}

bool startsOnlyOnPools(Model &M, const Function &F) {
  return startsOnlyOnPools(M, F, 0);
}

} // namespace corolint::model
