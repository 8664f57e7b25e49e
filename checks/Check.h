// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What every check is: a reader of the model's facts about one function.

#ifndef COROLINT_CHECKS_CHECK_H
#define COROLINT_CHECKS_CHECK_H

#include "CheckInfo.h"
#include "Condition.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "model/Model.h"
#include <memory>

namespace corolint {

class Check : public clang::tidy::ClangTidyCheck {
public:
  Check(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

  bool isLanguageVersionSupported(
      const clang::LangOptions &Language) const override {
    return Language.Coroutines;
  }
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) final;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) final;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Options) override;

protected:
  /// Called for each function of the user's code; for a template once for each
  /// instantiation, or for the pattern if there is none.
  virtual void visit(model::Model &M, const model::Function &F) = 0;

  /// Asked before a finding at \p Loc is reported. Of a template, only what
  /// every instantiation shares is reported, and that once.
  bool claims(clang::SourceLocation Loc);

  /// Says why, or what to do, below the finding reported last.
  clang::DiagnosticBuilder note(clang::SourceLocation Loc,
                                llvm::StringRef Text) {
    return diag(Loc, Text, clang::DiagnosticIDs::Note);
  }

  /// Reports \p Text, and \p If is decided when all is linked; only where that
  /// will be done.
  clang::DiagnosticBuilder diagIf(const Condition &If,
                                  clang::SourceLocation Loc,
                                  const std::string &Text);

  /// Notes where \p Made goes on without what made it.
  void explainCustody(const model::Task &Made);

  /// Notes which caller lends what dies.
  void explainShortLife(const model::ShortLife &Why);

private:
  void visitTemplate(model::Model &M,
                     llvm::ArrayRef<const model::Function *> Instances);

  using Places = llvm::DenseSet<clang::SourceLocation>;
  std::shared_ptr<const model::Vocabulary> Words;
  clang::ASTContext *Done = nullptr; ///< the AST that has been visited
  Places *Collecting = nullptr;      ///< claims are noted here, not granted
  const Places *Agreed = nullptr;    ///< only these claims are granted
};

/// The type of the functions that COROLINT_DEFINE_CHECK defines.
using CheckFactory = std::unique_ptr<clang::tidy::ClangTidyCheck>(
    llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

/// Closes a check's file: ties its class and its CheckInfo to the name that
/// stands in Checks.def.
#define COROLINT_DEFINE_CHECK(NAME, CLASS, INFO)                               \
  namespace corolint::info {                                                   \
  extern const CheckInfo NAME;                                                 \
  const CheckInfo NAME = INFO;                                                 \
  }                                                                            \
  namespace corolint::make {                                                   \
  CheckFactory NAME;                                                           \
  std::unique_ptr<clang::tidy::ClangTidyCheck>                                 \
  NAME(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context) {         \
    return std::make_unique<CLASS>(Name, Context);                             \
  }                                                                            \
  }

} // namespace corolint

#endif
