// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Check.h"
#include "clang/AST/StmtCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace corolint {
namespace {

constexpr CheckInfo Info{
    "a lazy task is dropped, so its body never runs", Severity::Error,
    R"md(Placeholder page.
)md"};

class DiscardedCoroutine : public Check {
public:
  using Check::Check;
  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(
        compoundStmt(forEach(callExpr(callee(functionDecl(returns(hasDeclaration(
            namedDecl(hasName("task"))))))).bind("call"))),
        this);
  }
  void check(const MatchFinder::MatchResult &Result) override {
    const auto *Call = Result.Nodes.getNodeAs<CallExpr>("call");
    diag(Call->getBeginLoc(), "coroutine %0 is never started: its task is "
                              "dropped here without being awaited")
        << Call->getDirectCallee()
        << FixItHint::CreateInsertion(Call->getBeginLoc(), "co_await ");
  }
};

} // namespace
} // namespace corolint

COROLINT_DEFINE_CHECK(discarded_coroutine, DiscardedCoroutine, Info)
