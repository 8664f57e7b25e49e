// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Blocking.h"
#include "Model.h"
#include "Waiting.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

std::optional<Role> Blocking::saidOf(const FunctionDecl *Callee) {
  auto [Slot, IsNew] = Said.try_emplace(Callee);
  if (IsNew)
    Slot->second = M.words().blocksBy(Callee);
  return Slot->second;
}

std::optional<Role> Blocking::blocksBy(const Function *F, const Step &S) {
  // The end of what `std::async` gives.
  const auto *Ended = dyn_cast_or_null<VarDecl>(S.Ended);
  if (!S.Made && Ended && isWaitedForAtEnd(M, Ended))
    return Role::WaitsAtEnd;
  std::optional<Role> By = saidOf(S.Callee);
  if (!By)
    return std::nullopt;
  bool IsCall = isa_and_nonnull<CallExpr, CXXConstructExpr>(S.Made);
  bool Waits = IsCall ? F && waitsBy(M, *F, S.Made, *By) : waitsAnyhow(*By);
  return Waits ? By : std::nullopt;
}

Chain Blocking::chainFrom(const Function &F, const CallExpr *Call) {
  std::optional<Step> S = stepOf(M, Call);
  return S ? chainFrom(F, *S) : Chain();
}

bool Blocking::runsOnALoop(const Function &F) const {
  const TaskType *Type = M.types().find(F.decl()->getReturnType());
  return !Type || Type->IsAwaitable || Type->IsDetached ||
         any_of(F.suspensions(), IsaPred<CoawaitExpr>) ||
         none_of(F.suspensions(), IsaPred<CoyieldExpr>);
}

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
static bool keepsThreads(const CXXRecordDecl *Record, unsigned Depth = 0) {
  constexpr unsigned FarEnough = 2;
  Record = definitionOf(Record);
  return Record && Depth <= FarEnough &&
         any_of(Record->fields(), [&](const FieldDecl *Field) {
           QualType Type = Field->getType().getNonReferenceType();
           if (const auto *Pointer = Type->getAs<PointerType>())
             Type = Pointer->getPointeeType();
           return isMadeOfThreads(Type) ||
                  keepsThreads(Type->getAsCXXRecordDecl(), Depth + 1);
         });
}

bool Blocking::hasLeftLoop(const Function &F, SourceLocation Place) const {
  return any_of(F.suspensions(), [&](const Expr *Point) {
    const auto *Await = dyn_cast<CoawaitExpr>(Point);
    if (!Await || !(Point->getBeginLoc() < Place))
      return false;
    const Expr *Operand = Await->getOperand()->IgnoreUnlessSpelledInSource();
    if (const auto *Moves = dyn_cast<CallExpr>(Operand);
        Moves &&
        M.words().plays(Moves->getDirectCallee(), Role::ResumesElsewhere))
      return true;
    // `co_await pool.schedule()`, and an awaiter that leads to the pool. A task
    // that is awaited comes back to where it was awaited.
    const auto *OnPool = dyn_cast<CXXMemberCallExpr>(Operand);
    return !M.types().find(Operand->getType()) &&
           (keepsThreads(recordOf(Operand->getType())) ||
            (OnPool && keepsThreads(OnPool->getRecordDecl())));
  });
}

} // namespace corolint::model
