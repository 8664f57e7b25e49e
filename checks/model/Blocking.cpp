// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Blocking.h"
#include "Model.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static bool isZero(const APValue &Value) {
  if (Value.isInt())
    return Value.getInt() == 0;
  // A duration is a class around its count.
  return Value.isStruct() && Value.getStructNumFields() == 1 &&
         isZero(Value.getStructField(0));
}

/// `wait_for(0s)`, `poll(fds, n, 0)`: a look, not a wait.
static bool lastsNoTime(const CallExpr *Call, ASTContext &Ctx) {
  if (!Call->getNumArgs())
    return false;
  const Expr *Time = Call->getArg(Call->getNumArgs() - 1);
  if (isa<CXXDefaultArgExpr>(Time) || Time->isValueDependent())
    return false;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Time))
    Time = Temporary->getSubExpr();
  Expr::EvalResult Result;
  return Time->EvaluateAsRValue(Result, Ctx) && isZero(Result.Val);
}

/// `if (f.wait_for(0s) == ready) use(f.get())`: somebody asked before.
static bool wasAskedBefore(const Function &F, const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const VarDecl *Object =
      Member ? rootVariable(Member->getImplicitObjectArgument()) : nullptr;
  if (!Object)
    return false;
  return any_of(F.uses(Object), [&](const DeclRefExpr *Use) {
    const Stmt *Around = F.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr>(Around)) // to its base class
      Around = F.parent(Around);
    const auto *Asked = dyn_cast_or_null<MemberExpr>(Around);
    const auto *Name =
        Asked ? Asked->getMemberDecl()->getIdentifier() : nullptr;
    return Name && Use->getBeginLoc() < Call->getBeginLoc() &&
           (Name->isStr("wait_for") || Name->isStr("wait_until") ||
            Name->isStr("wait") || Name->isStr("is_ready"));
  });
}

Blocking::Says Blocking::saidOf(const FunctionDecl *Callee) {
  auto [Slot, IsNew] = Said.try_emplace(Callee, Says::Nothing);
  if (!IsNew || M.words().plays(Callee, Role::NonBlocking))
    return Slot->second;
  if (M.words().plays(Callee, Role::Blocks))
    Slot->second = Says::Blocks;
  else if (M.words().plays(Callee, Role::BlocksFor))
    Slot->second = Says::BlocksFor;
  return Slot->second;
}

bool Blocking::isBlocking(const Function &F, const CallExpr *Call) {
  Says Word = saidOf(Call->getDirectCallee());
  // What gives something to await does not wait itself.
  return Word != Says::Nothing && !isAwaitable(recordOf(Call->getType())) &&
         !(Word == Says::BlocksFor && lastsNoTime(Call, M.context())) &&
         !wasAskedBefore(F, Call);
}

bool Blocking::isBlocking(const Function *F, const Step &S) {
  if (const CallExpr *Call = S.call())
    return F && isBlocking(*F, Call);
  return saidOf(S.Callee) == Says::Blocks;
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
