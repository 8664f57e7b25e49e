// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Descriptors.h"
#include "Flags.h"
#include "Model.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

namespace {
/// Everything that happens to a descriptor that a local keeps.
class Descriptor {
public:
  Descriptor(Model &M, const Function &F, const VarDecl *Holder)
      : M(M), F(F), Holder(Holder) {}

  /// Is it visibly one that blocks, whatever path is taken?
  bool blocks();
  bool isFile() const { return IsFile; }
  bool isDatagram() const { return IsDatagram; }

private:
  bool isFrom(const Expr *Source);
  bool staysAsItIs(const DeclRefExpr *Use);

  Model &M;
  const Function &F;
  const VarDecl *Holder;
  bool IsMade = false;
  bool IsFile = false;
  bool IsDatagram = false;
};
} // namespace

/// Is \p Source a call that makes a descriptor which blocks?
bool Descriptor::isFrom(const Expr *Source) {
  Source = Source->IgnoreParenImpCasts();
  const auto *Call = dyn_cast<CallExpr>(Source);
  if (!Call) // `int fd = -1;`
    return Flags(M.context(), Source).areKnown();
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || !M.words().plays(Callee, Role::GivesDescriptor))
    return false;
  // accept() is given another one. Elsewhere than on Linux the new one is made
  // in its image.
  bool IsOfOther = M.words().plays(Callee, Role::BlocksAsGiven);
  if (IsOfOther && !M.context().getTargetInfo().getTriple().isOSLinux())
    return false;
  Flags Given(M.context());
  for (const Expr *E : drop_begin(Call->arguments(), IsOfOther))
    if (E->getType()->isIntegerType())
      Given.add(E);
  IsMade = true;
  IsFile |= M.words().plays(Callee, Role::BlocksOnFile);
  IsDatagram |= Given.speakOf("DGRAM") || Given.speakOf("RAW");
  return Given.areKnown() && !Given.keepFromWaiting();
}

/// Whoever is told of it could make it one that does not block, unless we know
/// better.
bool Descriptor::staysAsItIs(const DeclRefExpr *Use) {
  const Stmt *At = Use;
  const Stmt *Around = F.parent(Use);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around)) {
    At = Around;
    Around = F.parent(Around);
  }
  if (isa_and_nonnull<ReturnStmt, CoreturnStmt>(Around))
    return true;
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Around)) {
    if (Binary->getOpcode() == BO_Assign && Binary->getLHS() == At)
      return isFrom(Binary->getRHS());
    return Binary->isComparisonOp();
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(Around);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && (M.words().plays(Callee, Role::KeepsMode) ||
                    M.words().plays(Callee, Role::BlocksAsGiven) ||
                    M.words().plays(Callee, Role::BlocksOnFile) ||
                    M.words().plays(Callee, Role::Blocks));
}

bool Descriptor::blocks() {
  return (!Holder->hasInit() || isFrom(Holder->getInit())) &&
         all_of(F.uses(Holder),
                [&](const DeclRefExpr *Use) { return staysAsItIs(Use); }) &&
         IsMade;
}

/// `recv(fd, buffer, size, MSG_DONTWAIT)`, or who knows which flags.
static bool mayBeToldNotToWait(Model &M, const CallExpr *Call) {
  if (M.words().plays(Call->getDirectCallee(), Role::GivesDescriptor))
    return false; // accept4's are for the new one
  Flags Given(M.context());
  for (const Expr *E : drop_begin(Call->arguments()))
    if (M.context().hasSameUnqualifiedType(E->getType(), M.context().IntTy))
      Given.add(E);
  return !Given.areKnown() || Given.keepFromWaiting();
}

/// Only reads, or names its peer: a datagram is sent without waiting.
static bool givesAway(const FunctionDecl *Callee) {
  return Callee->getNumParams() > 1 &&
         Callee->getParamDecl(1)->getType()->isPointerType() &&
         Callee->getParamDecl(1)
             ->getType()
             ->getPointeeType()
             .isConstQualified();
}

static std::optional<Role> byDescriptor(Model &M, const Function &F,
                                        const CallExpr *Call, const Expr *E) {
  if (const auto *Number = dyn_cast<IntegerLiteral>(E)) {
    constexpr unsigned LastOfConsole = 2; // stderr
    return Number->getValue().ule(LastOfConsole)
               ? std::optional(Role::BlocksOnFile)
               : std::nullopt;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Holder = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Holder || !Holder->hasLocalStorage() || isa<ParmVarDecl>(Holder) ||
      Holder->getDeclContext() != F.decl())
    return std::nullopt;
  Descriptor Made(M, F, Holder);
  if (!Made.blocks() ||
      (Made.isDatagram() && givesAway(Call->getDirectCallee())))
    return std::nullopt;
  return Made.isFile() ? Role::BlocksOnFile : Role::BlocksAsGiven;
}

/// `SSL_set_fd(tls, fd)`: what stands on a descriptor waits as that does.
static std::optional<Role> byWhatItStandsOn(Model &M, const Function &F,
                                            const CallExpr *Call,
                                            const ValueDecl *Object) {
  for (const DeclRefExpr *Use : F.uses(Object)) {
    const Stmt *Around = F.parent(Use);
    while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
      Around = F.parent(Around);
    const auto *Sets = dyn_cast_or_null<CallExpr>(Around);
    if (Sets && Sets->getNumArgs() > 1 &&
        Sets->getArg(1)->getType()->isIntegerType() &&
        Sets->getBeginLoc() < Call->getBeginLoc() &&
        M.words().plays(Sets->getDirectCallee(), Role::KeepsMode))
      return byDescriptor(M, F, Call, Sets->getArg(1)->IgnoreParenImpCasts());
  }
  return std::nullopt;
}

std::optional<Role> blocksAsGiven(Model &M, const Function &F,
                                  const CallExpr *Call) {
  const Expr *Subject = subjectOf(Call);
  if (!Subject)
    return std::nullopt;
  Subject = Subject->IgnoreParenImpCasts();
  std::optional<Role> By;
  if (Subject->getType()->isIntegerType()) {
    By = mayBeToldNotToWait(M, Call) ? std::nullopt
                                     : byDescriptor(M, F, Call, Subject);
  } else {
    const auto *Ref = dyn_cast<DeclRefExpr>(Subject);
    QualType Type = Subject->getType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    if (M.words().plays(Type->getAsCXXRecordDecl(), Role::BlocksOnFile) ||
        (Ref && M.words().plays(Ref->getDecl(), Role::BlocksOnFile)))
      By = Role::BlocksOnFile;
    else if (Ref && Subject->getType()->isPointerType())
      By = byWhatItStandsOn(M, F, Call, Ref->getDecl());
  }
  return By == Role::BlocksOnFile && !M.words().asksFor(*By) ? std::nullopt
                                                             : By;
}

} // namespace corolint::model
