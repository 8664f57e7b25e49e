// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Flags.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

void Flags::add(const Expr *E) {
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    E = Default->getExpr();
  E = E->IgnoreUnlessSpelledInSource();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E);
      Call && Call->getOperator() == OO_Pipe) {
    for (const Expr *Side : Call->arguments())
      add(Side);
    return;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && Binary->getOpcode() == BO_Or) {
    add(Binary->getLHS());
    add(Binary->getRHS());
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_Minus) { // AT_FDCWD
    add(Unary->getSubExpr());
    return;
  }
  if (E->getBeginLoc().isMacroID())
    Names.push_back(Lexer::getImmediateMacroName(
        E->getBeginLoc(), Ctx.getSourceManager(), Ctx.getLangOpts()));
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Constant =
      Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  if (Constant)
    Names.push_back(Constant->getName());
  AreKnown &= Constant || isa<IntegerLiteral>(E);
}

bool Flags::speakOf(StringRef Word) const {
  return any_of(
      Names, [&](StringRef Name) { return Name.contains_insensitive(Word); });
}

bool Flags::keepFromWaiting() const {
  static constexpr StringRef Words[] = {"nonblock", "ndelay", "dontwait",
                                        "nowait",   "nohang", "lock_nb",
                                        "lock_un"};
  return any_of(Words, [&](StringRef Word) { return speakOf(Word); });
}

} // namespace corolint::model
