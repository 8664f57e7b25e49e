// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   declarations (Clang's visitor, bodies switched off)
//        └─▶ function ─▶ statements (own worklist: only what is evaluated)
//                             └─▶ lambdas, local classes ─▶ function …

#include "Walk.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

/// Finds the functions: templates' patterns and all their instantiations.
class Walk::Declarations : public DynamicRecursiveASTVisitor {
public:
  explicit Declarations(Walk &Owner) : Owner(Owner) {
    ShouldVisitTemplateInstantiations = true;
    ShouldVisitImplicitCode = false;
    ShouldVisitLambdaBody = false;
  }

  bool TraverseStmt(Stmt *) override { return true; }
  bool TraverseTypeLoc(TypeLoc, bool) override { return true; }

  bool TraverseDecl(Decl *D) override {
    // A file's declarations come one by one: whole system headers are skipped.
    if (D && D->getDeclContext() && D->getDeclContext()->isFileContext() &&
        !isa<TranslationUnitDecl, NamespaceDecl>(D) && !isOfProject(D))
      return true;
    return DynamicRecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Decl) override {
    Owner.addFunction(Decl, nullptr, nullptr);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) override {
    if (Variable->isFileVarDecl() && Variable->hasInit())
      Owner.addInitialiser(Variable->getInit());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *Field) override {
    if (Field->hasInClassInitializer() && Field->getInClassInitializer())
      Owner.addInitialiser(Field->getInClassInitializer());
    return true;
  }

private:
  Walk &Owner;
};

std::deque<Function> Walk::run() {
  Declarations Finder(*this);
  for (Decl *Top : Ctx.getTraversalScope())
    Finder.TraverseDecl(Top);
  return std::move(Functions);
}

void Walk::addFunction(const FunctionDecl *Decl, const Function *Outer,
                       const LambdaExpr *Lambda) {
  if (!Decl->isThisDeclarationADefinition() || !Decl->hasBody() ||
      Decl->isDefaulted() || !isOfProject(Decl) || !Seen.insert(Decl).second)
    return;
  Function &F = Functions.emplace_back();
  F.Decl = Decl;
  F.Outer = Outer;
  F.Lambda = Lambda;
  F.Body = Decl->getBody();
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Decl))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        walkBody(F, Init->getInit());
  walkBody(F, F.Body);
}

void Walk::addInitialiser(const Expr *Init) {
  Function &F = Functions.emplace_back();
  F.Body = Init;
  walkBody(F, Init);
}

void Walk::addLambda(const LambdaExpr *Lambda, Function &In) {
  In.Lambdas.push_back(Lambda);
  if (const FunctionTemplateDecl *Generic =
          Lambda->getDependentCallOperator()) {
    addFunction(Generic->getTemplatedDecl(), &In, Lambda);
    for (const FunctionDecl *Instance : Generic->specializations())
      addFunction(Instance, &In, Lambda);
    return;
  }
  addFunction(Lambda->getCallOperator(), &In, Lambda);
}

void Walk::addLocalClass(const CXXRecordDecl *Record, const Function &In) {
  for (const CXXMethodDecl *Method : Record->methods())
    addFunction(Method, &In, nullptr);
}

void Walk::walkBody(Function &F, const Stmt *Root) {
  struct Visit {
    const Stmt *S;
    const Stmt *Parent;
    bool IsOver; ///< all that is below has been met
  };
  SmallVector<Visit, 32> Pending{{Root, nullptr, false}};
  while (!Pending.empty()) {
    auto [S, Parent, IsOver] = Pending.pop_back_val();
    Function::Spot &Spot = F.Spots[S];
    if (IsOver) {
      Spot.End = F.Met + 1;
      continue;
    }
    Spot.Parent = Parent;
    Spot.Number = ++F.Met;
    Pending.push_back({S, Parent, true});
    auto Below = below(F, S);
    for (const Stmt *Child : reverse(Below))
      if (Child)
        Pending.push_back({Child, S, false});
  }
}

SmallVector<const Stmt *, 8> Walk::below(Function &F, const Stmt *S) {
  SmallVector<const Stmt *, 8> Below;

  if (const auto *E = dyn_cast<Expr>(S); E && E->containsErrors())
    F.HasErrors = true;
  // Not evaluated, or walked where it stands in the text.
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr,
          RequiresExpr, OpaqueValueExpr, CXXDefaultArgExpr, CXXDefaultInitExpr>(
          S))
    return Below;

  if (const auto *Coroutine = dyn_cast<CoroutineBodyStmt>(S))
    return {Coroutine->getBody()};
  // The operand stands up to four times below an await; once is enough.
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(S)) {
    F.Suspensions.push_back(Await);
    return {Await->getOperand()};
  }
  if (const auto *Await = dyn_cast<DependentCoawaitExpr>(S)) {
    F.Suspensions.push_back(Await);
    return {Await->getOperand()};
  }
  if (const auto *Return = dyn_cast<CoreturnStmt>(S)) {
    F.Returns.push_back(Return);
    return {Return->getOperand()};
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    addLambda(Lambda, F);
    for (const Expr *Init : Lambda->capture_inits())
      Below.push_back(Init);
    return Below;
  }
  if (const auto *If = dyn_cast<IfStmt>(S); If && If->isConstexpr())
    if (auto Taken = If->getNondiscardedCase(Ctx))
      return {If->getInit(), *Taken};
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    if (const auto *Loop = Range->getLoopVariable())
      F.Initialised[Loop->getInit()] = Loop;
    return {Range->getInit(), Range->getRangeInit(), Range->getBody()};
  }
  if (const auto *List = dyn_cast<InitListExpr>(S);
      List && !List->isSemanticForm())
    return {List->getSemanticForm()};
  if (const auto *Selection = dyn_cast<GenericSelectionExpr>(S);
      Selection && !Selection->isResultDependent())
    return {Selection->getResultExpr()};

  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls()) {
      F.HasErrors |= D->isInvalidDecl();
      if (const auto *Variable = dyn_cast<VarDecl>(D);
          Variable && Variable->hasInit()) {
        F.Initialised[Variable->getInit()] = Variable;
        F.Locals.push_back(Variable);
        Below.push_back(Variable->getInit());
      } else if (const auto *Record = dyn_cast<CXXRecordDecl>(D)) {
        addLocalClass(Record, F);
      }
    }
    return Below;
  }
  if (isa<CXXTemporaryObjectExpr, CXXFunctionalCastExpr>(S))
    F.Temporaries.push_back(cast<Expr>(S));
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    F.Calls.push_back(Call);
    if (Call->getDirectCallee() && Call->getDirectCallee()->isNoReturn())
      F.Endings.push_back(Call);
  }
  if (isa<CallExpr, CXXConstructExpr, CXXDeleteExpr>(S))
    F.Runs.push_back(cast<Expr>(S));
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(S))
    F.Throws.push_back(Throw);
  if (const auto *This = dyn_cast<CXXThisExpr>(S))
    F.UsesOfThis.push_back(This);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    F.Uses[Ref->getDecl()].push_back(Ref);
    F.Named.emplace_back(F.Met, Ref->getDecl());
  }

  append_range(Below, S->children());
  return Below;
}

} // namespace corolint::model
