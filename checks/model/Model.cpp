// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Model.h"
#include "Walk.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "llvm/ADT/SetVector.h"
#include <mutex>

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
/// clangd has several ASTs at once, on several threads.
struct Store {
  std::mutex Mutex;
  DenseMap<ASTContext *, std::unique_ptr<Model>> Models;
};
Store &store() {
  static Store TheStore;
  return TheStore;
}
} // namespace

static void forget(void *Ctx) {
  Store &S = store();
  std::lock_guard<std::mutex> Lock(S.Mutex);
  S.Models.erase(static_cast<ASTContext *>(Ctx));
}

Model &Model::of(ASTContext &Ctx, std::shared_ptr<const Vocabulary> Words) {
  Store &S = store();
  {
    std::lock_guard<std::mutex> Lock(S.Mutex);
    if (auto Found = S.Models.find(&Ctx); Found != S.Models.end())
      return *Found->second;
  }
  // Outside the lock: another thread's AST must not wait for this walk.
  auto Fresh = std::make_unique<Model>(Ctx, std::move(Words));
  Ctx.AddDeallocation(forget, &Ctx);
  std::lock_guard<std::mutex> Lock(S.Mutex);
  return *(S.Models[&Ctx] = std::move(Fresh));
}

Model::Model(ASTContext &Ctx, std::shared_ptr<const Vocabulary> Words)
    : Ctx(Ctx), Words(std::move(Words)), Types(Ctx, *this->Words),
      Functions(Walk(Ctx).run()) {
  for (const Function &F : Functions) {
    if (!F.decl())
      continue;
    ByDecl[F.decl()] = &F;
    ByBody[F.body()->getBeginLoc()].push_back(&F);
    if (const CoroutineBodyStmt *Coroutine = F.coroutine())
      Types.learn(F.decl()->getReturnType(),
                  Coroutine->getPromiseDecl()->getType()->getAsCXXRecordDecl());
  }
  // Where types are known, the pattern with its unknown ones adds nothing.
  for (auto &Group : ByBody)
    if (any_of(Group.second, [](auto *F) { return !F->isDependent(); }))
      erase_if(Group.second, [](auto *F) { return F->isDependent(); });
}

const Function *Model::function(const FunctionDecl *Decl) const {
  const FunctionDecl *Definition = nullptr;
  return Decl && Decl->hasBody(Definition) ? ByDecl.lookup(Definition)
                                           : nullptr;
}

ArrayRef<const Function *> Model::instances(const Function &F) const {
  return ByBody.find(F.body()->getBeginLoc())->second;
}

const FunctionDecl *Model::definition(const FunctionDecl *Decl) {
  const FunctionDecl *Definition = nullptr;
  return Decl->hasBody(Definition) ? Definition : Decl->getCanonicalDecl();
}

ArrayRef<Step> Model::steps(const FunctionDecl *Decl) {
  Decl = definition(Decl);
  if (auto Known = Steps.find(Decl); Known != Steps.end())
    return *Known->second;
  auto Made = std::make_unique<std::vector<Step>>(stepsOf(*this, Decl));
  return *(Steps[Decl] = std::move(Made));
}

static void addOverridden(SmallSetVector<const CXXMethodDecl *, 2> &All,
                          const CXXMethodDecl *Method) {
  for (const CXXMethodDecl *Base : Method->overridden_methods())
    if (All.insert(Base->getCanonicalDecl()))
      addOverridden(All, Base);
}

SmallVector<const CXXMethodDecl *, 2>
overriddenBy(const CXXMethodDecl *Method) {
  SmallSetVector<const CXXMethodDecl *, 2> All;
  addOverridden(All, Method);
  return SmallVector<const CXXMethodDecl *, 2>(All.getArrayRef());
}

ArrayRef<const CXXMethodDecl *> Model::overriders(const CXXMethodDecl *Method) {
  if (!Overriders) {
    Overriders.emplace();
    for (const Function &F : Functions)
      if (const auto *By = dyn_cast_or_null<CXXMethodDecl>(F.decl()))
        for (const CXXMethodDecl *Base : overriddenBy(By))
          (*Overriders)[Base].push_back(By);
  }
  auto Found = Overriders->find(Method->getCanonicalDecl());
  return Found == Overriders->end() ? ArrayRef<const CXXMethodDecl *>()
                                    : ArrayRef(Found->second);
}

const std::vector<Task> &Model::tasks(const Function &F) {
  if (auto Found = Tasks.find(&F); Found != Tasks.end())
    return Found->second;
  std::vector<Task> Made = tasksOf(*this, F);
  return Tasks[&F] = std::move(Made);
}

const Flow &Model::flow(const Function &F) {
  std::unique_ptr<Flow> &Slot = Flows[&F];
  if (!Slot)
    Slot = std::make_unique<Flow>(*this, F);
  return *Slot;
}

const std::vector<Access> &Model::accesses(const Function &F) {
  std::unique_ptr<std::vector<Access>> &Slot = Accesses[&F];
  if (!Slot)
    Slot = std::make_unique<std::vector<Access>>(accessesOf(F));
  return *Slot;
}

Exclusion &Model::exclusion(const Function &F) {
  std::unique_ptr<Exclusion> &Slot = Exclusions[&F];
  if (!Slot)
    Slot = std::make_unique<Exclusion>(*this, F);
  return *Slot;
}

ArrayRef<CallSite> Model::callsOf(const FunctionDecl *Callee) {
  if (!Calls) {
    Calls.emplace();
    for (const Function &F : Functions)
      for (const CallExpr *Call : F.calls())
        if (const FunctionDecl *Of = Call->getDirectCallee())
          (*Calls)[Of->getCanonicalDecl()].push_back({&F, Call});
  }
  auto Found = Calls->find(Callee->getCanonicalDecl());
  return Found == Calls->end() ? ArrayRef<CallSite>() : ArrayRef(Found->second);
}

const Changes &Model::changes() {
  if (!AllChanges)
    AllChanges = std::make_unique<Changes>(*this);
  return *AllChanges;
}

bool Model::isSpawn(const FunctionDecl *Callee) const {
  return Words->plays(Callee, Role::Spawn) ||
         Words->plays(Callee, Role::SpawnLater);
}

bool Model::isMadeOfOthers(const Task &Made) const {
  const auto *Call = dyn_cast<CallExpr>(Made.Making);
  return Call && Words->plays(Call->getDirectCallee(), Role::Combinator);
}

bool Model::isGivenToSink(const Task &Made) const {
  return Made.From == Origin::Closure && Made.Held.Spawn &&
         Words->plays(Made.Held.Spawn->getDirectCallee(),
                      Role::ContinuationSink);
}

bool Model::makesTask(const CallExpr *Call) {
  if (!Call->isPRValue() || Call->getType()->isDependentType())
    return false;
  const TaskType *Type = Types.find(Call->getType());
  if (!Type)
    return false;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return true; // through a pointer: all it can have is a coroutine
  // `t.then(…)`, `task::ready()`: the library's own way with its tasks.
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    if (const Expr *Object = Member->getImplicitObjectArgument();
        Object && Types.find(Object->IgnoreParenImpCasts()->getType()))
      return false;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee))
    if (const TaskType *Of =
            Types.find(Ctx.getCanonicalTagType(Method->getParent()));
        Of && Of->Record->getDeclName() == Type->Record->getDeclName())
      return false;
  return returnsFreshTask(Callee);
}

namespace {
class Returns : public ConstDynamicRecursiveASTVisitor {
public:
  Returns() { ShouldVisitLambdaBody = false; }
  SmallVector<const Expr *, 2> Values;
  bool VisitReturnStmt(const ReturnStmt *Return) override {
    Values.push_back(Return->getRetValue());
    return true;
  }
};
} // namespace

/// A member of what is made to hold tasks, such as a queue, hands out those.
static bool isHolderOf(const FunctionDecl *Callee, const CXXRecordDecl *Task) {
  const auto *Holder =
      dyn_cast<ClassTemplateSpecializationDecl>(Callee->getDeclContext());
  return Holder &&
         any_of(Holder->getTemplateArgs().asArray(),
                [&](const TemplateArgument &Argument) {
                  return Argument.getKind() == TemplateArgument::Type &&
                         recordOf(Argument.getAsType()) == Task;
                });
}

/// A getter or a queue's pop() hands out tasks that others know of; a
/// coroutine, and a function that returns what coroutines return, makes a new
/// one.
bool Model::returnsFreshTask(const FunctionDecl *Callee) {
  Callee = Callee->getCanonicalDecl();
  auto [Slot, IsNew] = Fresh.try_emplace(Callee, false);
  if (!IsNew)
    return Slot->second;
  const Stmt *Body = bodyOf(Callee);
  bool Answer;
  if (isa_and_nonnull<CoroutineBodyStmt>(Body)) {
    Answer = true;
  } else if (Callee->isInStdNamespace() &&
             (!Body || Callee->isOverloadedOperator())) {
    Answer = Callee->getOverloadedOperator() == OO_Call; // std::function
  } else if (!Callee->isInStdNamespace() && !isOfProject(Callee)) {
    Answer = !isHolderOf(Callee, recordOf(Callee->getReturnType()));
  } else if (!Body) {
    // In an editor the bodies in headers are skipped: that is no answer.
    Answer = !Callee->isDefined();
  } else {
    Returns Found;
    Found.TraverseStmt(Body);
    Answer = !Found.Values.empty() && all_of(Found.Values, [&](const Expr *E) {
      const auto *Call =
          E ? dyn_cast<CallExpr>(E->IgnoreUnlessSpelledInSource()) : nullptr;
      return Call && makesTask(Call);
    });
  }
  return Fresh[Callee] = Answer;
}

} // namespace corolint::model
