// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/ProjectScope.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclGroup.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace corolint {
namespace {

class ProjectScope : public ASTConsumer {
public:
  explicit ProjectScope(const SourceManager &Sources) : Sources(Sources) {}

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    for (Decl *D : Group)
      if (!Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation())))
        TopLevel.push_back(D);
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    Context.setTraversalScope(TopLevel);
  }

private:
  const SourceManager &Sources;
  std::vector<Decl *> TopLevel;
};

} // namespace

std::unique_ptr<ASTConsumer> makeProjectScope(const SourceManager &Sources) {
  return std::make_unique<ProjectScope>(Sources);
}

} // namespace corolint
