// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Place.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool Place::isWithin(const Place &Other) const {
  return Other.isKnown() && Names.size() >= Other.Names.size() &&
         ArrayRef(Names).take_back(Other.Names.size()) == ArrayRef(Other.Names);
}

/// The smart pointer in `pointer->member`; null for other calls.
static const Expr *smartPointer(const Expr *E) {
  const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(E);
  return Arrow && Arrow->getOperator() == OO_Arrow ? Arrow->getArg(0) : nullptr;
}

Place placeOf(const Expr *E) {
  Place Found;
  while (E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      Found.Names.push_back(Member->getMemberDecl());
      E = Member->getBase();
      Found.IsThroughPointer |=
          Member->isArrow() && !isa<CXXThisExpr>(E->IgnoreParenImpCasts());
    } else if (const Expr *Pointer = smartPointer(E)) {
      E = Pointer;
    } else if (const auto *Deref = dyn_cast<UnaryOperator>(E);
               Deref && Deref->getOpcode() == UO_Deref &&
               isa<CXXThisExpr>(Deref->getSubExpr()->IgnoreParenImpCasts())) {
      E = Deref->getSubExpr();
    } else {
      const auto *Ref = dyn_cast<DeclRefExpr>(E);
      if (!Ref && !isa<CXXThisExpr>(E))
        return {};
      Found.Names.push_back(Ref ? Ref->getDecl() : nullptr);
      return Found;
    }
  }
  return {};
}

static const LambdaCapture *captureOf(const Function &F,
                                      const VarDecl *Variable) {
  if (F.lambda())
    for (const LambdaCapture &Capture : F.lambda()->captures())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == Variable)
        return &Capture;
  return nullptr;
}

bool isShared(const Function &F, const Place &Shared) {
  if (!Shared.isKnown())
    return false;
  if (!Shared.root())
    return Shared.Names.size() > 1;
  const auto *Variable = dyn_cast<VarDecl>(Shared.root());
  if (!Variable || Variable->getTLSKind() != VarDecl::TLS_None)
    return false;
  if (Variable->hasGlobalStorage())
    return true;
  if (const LambdaCapture *Capture = captureOf(F, Variable))
    return Shared.IsThroughPointer || Capture->getCaptureKind() == LCK_ByRef;
  return isa<ParmVarDecl>(Variable) && Variable->getDeclContext() == F.decl() &&
         (Shared.IsThroughPointer ||
          Variable->getType()->isLValueReferenceType());
}

/// True if \p Callee can only read what it is given as argument \p Index.
static bool onlyReads(const CallExpr *Call, unsigned Index) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return false;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && isa<CXXOperatorCallExpr>(Call) && !Method->isStatic()) {
    if (Index == 0)
      return Method->isConst();
    --Index;
  }
  if (Index >= Callee->getNumParams())
    return false;
  QualType Type = Callee->getParamDecl(Index)->getType();
  return !Type->isReferenceType() || Type->getPointeeType().isConstQualified();
}

static Touch touchOf(const CallExpr *Call, const Stmt *Argument) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if (Operator && Operator->getArg(0) == Argument) {
    if (Operator->getOperator() == OO_Equal)
      return Touch::Write;
    if (Operator->isAssignmentOp() || Operator->getOperator() == OO_PlusPlus ||
        Operator->getOperator() == OO_MinusMinus)
      return Touch::Update;
  }
  for (unsigned I = 0; I < Call->getNumArgs(); ++I)
    if (Call->getArg(I) == Argument)
      return onlyReads(Call, I) ? Touch::Read : Touch::Other;
  return Touch::Other;
}

Access accessFrom(const Function &F, const Expr *Leaf) {
  const Expr *Name = Leaf;
  const Expr *Top = Leaf; // the name with what it is wrapped in
  while (const auto *Around = dyn_cast_or_null<Expr>(F.parent(Top))) {
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Around);
        Cast && Cast->getCastKind() == CK_LValueToRValue && Top == Name &&
        !isa_and_nonnull<MemberExpr>(F.parent(Cast)))
      return {placeOf(Name), Touch::Read, Name, Cast};
    const auto *Member = dyn_cast<MemberExpr>(Around);
    if (Member && !isa<CXXMethodDecl>(Member->getMemberDecl()))
      Name = Member;
    else if (!isa<ParenExpr, ImplicitCastExpr, MaterializeTemporaryExpr>(
                 Around) &&
             !smartPointer(Around) &&
             !(isa<UnaryOperator>(Around) && isa<CXXThisExpr>(Leaf) &&
               placeOf(Around).isKnown()))
      break;
    Top = Around;
  }

  Access Found{placeOf(Name), Touch::Other, Name, Top};
  const Stmt *Around = F.parent(Top);
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Around)) {
    Found.Whole = Binary;
    bool IsTarget = Binary->isAssignmentOp() && Binary->getLHS() == Top;
    Found.How = !IsTarget                          ? Touch::Read
                : Binary->isCompoundAssignmentOp() ? Touch::Update
                                                   : Touch::Write;
  } else if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Around)) {
    Found.Whole = Unary;
    if (Unary->isIncrementDecrementOp())
      Found.How = Touch::Update;
  } else if (const auto *Member = dyn_cast_or_null<MemberExpr>(Around)) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
    if (const auto *Call = dyn_cast_or_null<CallExpr>(F.parent(Member)))
      Found.Whole = Call;
    Found.How = Method && Method->isConst() ? Touch::Read : Touch::Call;
  } else if (const auto *Construct =
                 dyn_cast_or_null<CXXConstructExpr>(Around)) {
    Found.Whole = Construct;
    if (Construct->getConstructor()->isCopyConstructor())
      Found.How = Touch::Read;
  } else if (const auto *Call = dyn_cast_or_null<CallExpr>(Around)) {
    Found.Whole = Call;
    Found.How = touchOf(Call, Top);
  }
  return Found;
}

std::vector<Access> accessesOf(const Function &F) {
  std::vector<Access> Found;
  for (const Expr *This : F.usesOfThis())
    Found.push_back(accessFrom(F, This));
  for (const ValueDecl *Variable : F.variablesIn(F.body()))
    if (isa<VarDecl>(Variable))
      for (const DeclRefExpr *Use : F.uses(Variable))
        Found.push_back(accessFrom(F, Use));
  llvm::sort(Found, [](const Access &A, const Access &B) {
    return A.Name->getExprLoc() < B.Name->getExprLoc();
  });
  return Found;
}

const Expr *valueWritten(const Access &Write) {
  if (const auto *Binary = dyn_cast<BinaryOperator>(Write.Whole))
    return Binary->getRHS();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Write.Whole);
  return Operator && Operator->getNumArgs() == 2 ? Operator->getArg(1)
                                                 : nullptr;
}

} // namespace corolint::model
