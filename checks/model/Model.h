// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// All facts about one translation unit. Made at the first question, kept with
// the ASTContext, shared by every check; later questions are table look-ups.

#ifndef COROLINT_CHECKS_MODEL_MODEL_H
#define COROLINT_CHECKS_MODEL_MODEL_H

#include "Blocking.h"
#include "Bridges.h"
#include "Callers.h"
#include "Changes.h"
#include "Elsewhere.h"
#include "Exclusion.h"
#include "Flow.h"
#include "Function.h"
#include "Independence.h"
#include "RunsThrough.h"
#include "Settled.h"
#include "Soundness.h"
#include "Step.h"
#include "Suspension.h"
#include "Task.h"
#include "TaskType.h"
#include "Vocabulary.h"
#include <deque>

namespace corolint::model {

/// All that \p Method overrides, directly or not.
llvm::SmallVector<const clang::CXXMethodDecl *, 2>
overriddenBy(const clang::CXXMethodDecl *Method);

class Model {
public:
  /// The model of \p Ctx. The first question decides the vocabulary; all checks
  /// of one run have the same.
  static Model &of(clang::ASTContext &Ctx,
                   std::shared_ptr<const Vocabulary> Words);

  Model(clang::ASTContext &Ctx, std::shared_ptr<const Vocabulary> Words);

  clang::ASTContext &context() { return Ctx; }
  const Vocabulary &words() const { return *Words; }
  TaskTypes &types() { return Types; }
  Blocking &blocking() { return Blocks; }
  Bridges &bridges() { return Leads; }
  Elsewhere &elsewhere() { return Others; }
  Independence &independence() { return Independent; }
  Settled &settled() { return NoLongWaits; }
  /// What is visibly never suspended.
  RunsThrough &runsThrough() { return Through; }

  /// What errors in the code leave to be judged.
  Soundness &soundness() { return Sound; }

  const std::deque<Function> &functions() const { return Functions; }
  /// The facts about \p Decl's body; null if it has none in the user's code.
  const Function *function(const clang::FunctionDecl *Decl) const;
  /// The instantiations of the template \p F comes from; for a template without
  /// any, the pattern; for an ordinary function, itself.
  llvm::ArrayRef<const Function *> instances(const Function &F) const;

  /// The declaration that stands for all of \p Decl's.
  static const clang::FunctionDecl *definition(const clang::FunctionDecl *Decl);
  /// What \p Decl's body makes run.
  llvm::ArrayRef<Step> steps(const clang::FunctionDecl *Decl);
  /// Will summaries of all translation units be linked afterwards? Then checks
  /// also report what only another one can confirm (Open.h).
  bool isLinked() const { return Linked; }
  void willBeLinked() { Linked = true; }

  /// What overrides \p Method with a body in this translation unit.
  llvm::ArrayRef<const clang::CXXMethodDecl *>
  overriders(const clang::CXXMethodDecl *Method);

  const std::vector<Task> &tasks(const Function &F);
  /// Built only for the functions somebody asks about.
  const Flow &flow(const Function &F);

  /// What \p F's own body does with places, in the order of the text.
  const std::vector<Access> &accesses(const Function &F);
  Exclusion &exclusion(const Function &F);

  /// Where this translation unit calls \p Callee by name.
  llvm::ArrayRef<CallSite> callsOf(const clang::FunctionDecl *Callee);

  /// Where this translation unit changes containers.
  const Changes &changes();

  /// A call whose value is a task that nobody can have seen before.
  bool makesTask(const clang::CallExpr *Call);
  /// Is a task that \p Function returns one that nobody has seen before?
  bool returnsFreshTask(const clang::FunctionDecl *Function);
  bool isSpawn(const clang::FunctionDecl *Callee) const;
  /// `when_all(f(), g())`: made of tasks that are told of as well.
  bool isMadeOfOthers(const Task &Made) const;
  /// Its closure is destroyed as soon as it has been called.
  bool isGivenToSink(const Task &Made) const;

private:
  clang::ASTContext &Ctx;
  std::shared_ptr<const Vocabulary> Words;
  bool Linked = false;
  TaskTypes Types;
  Blocking Blocks{*this};
  Bridges Leads{*this};
  Elsewhere Others{*this};
  Independence Independent{*this};
  Soundness Sound{*this};
  Settled NoLongWaits{*this};
  RunsThrough Through{
      *this, [](const clang::Expr *Point) { return !maySuspend(Point); }};
  std::deque<Function> Functions;
  llvm::DenseMap<const clang::FunctionDecl *, const Function *> ByDecl;
  /// Instantiations share their body's place in the text.
  llvm::DenseMap<clang::SourceLocation, llvm::SmallVector<const Function *, 1>>
      ByBody;
  llvm::DenseMap<const Function *, std::vector<Task>> Tasks;
  llvm::DenseMap<const Function *, std::unique_ptr<Flow>> Flows;
  llvm::DenseMap<const Function *, std::unique_ptr<std::vector<Access>>>
      Accesses;
  llvm::DenseMap<const Function *, std::unique_ptr<Exclusion>> Exclusions;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Fresh;
  /// By canonical declaration; made at the first question.
  std::optional<llvm::DenseMap<const clang::FunctionDecl *,
                               llvm::SmallVector<CallSite, 2>>>
      Calls;
  std::unique_ptr<const Changes> AllChanges;
  llvm::DenseMap<const clang::FunctionDecl *,
                 std::unique_ptr<std::vector<Step>>>
      Steps;
  std::optional<
      llvm::DenseMap<const clang::CXXMethodDecl *,
                     llvm::SmallVector<const clang::CXXMethodDecl *, 1>>>
      Overriders;
};

} // namespace corolint::model

#endif
