// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "llvm/ADT/SetOperations.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace llvm;

namespace corolint {

Check::Check(StringRef Name, tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context),
      Words(model::Vocabulary::get(Context->getOptions().CheckOptions)) {
  // Looked up for --verify-config, which calls others unknown.
  for (const std::string &Name : model::vocabularyOptions())
    this->Options.getLocalOrGlobal(Name);
  // Every check says so; clang-tidy drops the repetitions.
  for (const std::string &Error : Words->errors())
    configurationDiag("%0") << Error;
}

void Check::storeOptions(tidy::ClangTidyOptions::OptionMap &Options) {
  // Shared by all checks, so without the prefix that a check's own would get.
  for (const std::string &Name : model::vocabularyOptions())
    Options.try_emplace(Name, "");
}

void Check::registerMatchers(MatchFinder *Finder) {
  // The model has walked already: any node will do to learn of the AST.
  // Matching node by node would come to what stands in nested awaits many times
  // over.
  Finder->addMatcher(decl(), this);
}

void Check::check(const MatchFinder::MatchResult &Result) {
  if (Done == Result.Context)
    return;
  Done = Result.Context;
  model::Model &M = model::Model::of(*Done, Words);
  for (const model::Function &F : M.functions()) {
    if (!M.soundness().isSound(F))
      continue;
    if (!F.decl()) {
      visit(M, F);
      continue;
    }
    ArrayRef<const model::Function *> Instances = M.instances(F);
    if (Instances.front() == &F)
      visitTemplate(M, Instances);
  }
}

void Check::visitTemplate(model::Model &M,
                          ArrayRef<const model::Function *> Instances) {
  if (Instances.size() == 1)
    return visit(M, *Instances.front());
  Places Shared;
  for (const model::Function *Instance : Instances.drop_back()) {
    Places Here;
    Collecting = &Here;
    visit(M, *Instance);
    Collecting = nullptr;
    if (Instance == Instances.front())
      Shared = std::move(Here);
    else
      Shared = set_intersection(Shared, Here);
  }
  Agreed = &Shared;
  visit(M, *Instances.back());
  Agreed = nullptr;
}

DiagnosticBuilder Check::diagIf(const Condition &If, SourceLocation Loc,
                                const std::string &Text) {
  return diag(Loc, "%0") << (If.Of == Condition::Kind::None
                                 ? Text
                                 : withCondition(If, Text));
}

void Check::explainCustody(const model::Task &Made) {
  const model::CustodyFact &Held = Made.Held;
  bool IsSpawned = Held.Kind == model::Custody::Spawned;
  if (IsSpawned && Held.Where)
    note(Held.Where->getBeginLoc(), "the task runs on its own from here");
  for (const Stmt *Join : Held.Joins)
    note(Join->getBeginLoc(), "it is awaited only here");
  switch (IsSpawned ? Held.OfHandle : Held.Kind) {
  case model::Custody::Returned:
    note(Held.Where->getBeginLoc(), "it leaves the function");
    break;
  case model::Custody::Stored:
    note(Held.Where->getBeginLoc(), "it is stored here");
    break;
  default:
    break;
  }
}

void Check::explainShortLife(const model::ShortLife &Why) {
  for (const model::CallSite &Site : ArrayRef(Why.Way).drop_back())
    note(Site.Call->getExprLoc(), "it is handed on here");
  SourceLocation Last = Why.Way.back().Call->getExprLoc();
  if (Why.Variable)
    note(Last, "called here with %0, which nothing keeps alive for the task")
        << Why.Variable;
  else
    note(Last, "called here with a temporary");
}

bool Check::claims(SourceLocation Loc) {
  if (Collecting) {
    Collecting->insert(Loc);
    return false;
  }
  return !Agreed || Agreed->contains(Loc);
}

} // namespace corolint
