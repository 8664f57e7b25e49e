// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Classes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/DynamicRecursiveASTVisitor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

const CXXRecordDecl *definitionOf(const CXXRecordDecl *Record) {
  if (!Record)
    return nullptr;
  if (const CXXRecordDecl *Definition = Record->getDefinition())
    return Definition;
  const CXXRecordDecl *Pattern = Record->getTemplateInstantiationPattern();
  if (!Pattern)
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      Pattern = Special->getSpecializedTemplate()->getTemplatedDecl();
  return Pattern ? Pattern->getDefinition() : nullptr;
}

const CXXRecordDecl *recordOf(QualType Type) {
  if (Type.isNull())
    return nullptr;
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl())
    return definitionOf(Record);
  // A dependent `task<T>` still names its template.
  if (const auto *Special = Type->getAs<TemplateSpecializationType>())
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
            Special->getTemplateName().getAsTemplateDecl()))
      return definitionOf(Template->getTemplatedDecl());
  return nullptr;
}

SmallVector<const NamedDecl *, 2> membersNamed(const CXXRecordDecl *Record,
                                               StringRef Name) {
  SmallVector<const NamedDecl *, 2> Found;
  Record = definitionOf(Record);
  if (!Record)
    return Found;
  ASTContext &Ctx = Record->getASTContext();
  for (const NamedDecl *Member :
       Record->lookup(DeclarationName(&Ctx.Idents.get(Name)))) {
    if (const auto *Using = dyn_cast<UsingShadowDecl>(Member))
      Member = Using->getTargetDecl();
    Found.push_back(Member);
  }
  if (Found.empty())
    for (const CXXBaseSpecifier &Base : Record->bases()) {
      Found = membersNamed(recordOf(Base.getType()), Name);
      if (!Found.empty())
        break;
    }
  return Found;
}

const FunctionDecl *asFunction(const NamedDecl *Member) {
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
    return Template->getTemplatedDecl();
  return dyn_cast<FunctionDecl>(Member);
}

const FunctionDecl *methodNamed(const CXXRecordDecl *Record, StringRef Name) {
  for (const NamedDecl *Member : membersNamed(Record, Name))
    if (const FunctionDecl *Function = asFunction(Member))
      return Function;
  return nullptr;
}

const Stmt *bodyOf(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (const Stmt *Body = Function->getBody(Definition))
    return Body;
  if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
    return Pattern->getBody(Definition);
  return nullptr;
}

const Expr *onlyReturn(const FunctionDecl *Function) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(bodyOf(Function));
  if (!Body || Body->size() != 1)
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  return Return ? Return->getRetValue() : nullptr;
}

bool isNamedInStd(const NamedDecl *Decl, StringRef Name) {
  return Decl && Decl->getIdentifier() && Decl->getName() == Name &&
         Decl->isInStdNamespace();
}

QualType resultOf(const FunctionDecl *Function) {
  QualType Type = Function->getReturnType();
  // In a template, `auto` counts as deduced, to something dependent.
  if (!Type->isUndeducedType() &&
      !(Type->getContainedDeducedType() && Type->isDependentType()))
    return Type;
  const Expr *Value = onlyReturn(Function);
  return Value ? Value->getType() : QualType();
}

namespace {

/// What a body does, as far as names of calls tell.
class Calls : public ConstDynamicRecursiveASTVisitor {
public:
  StringSet<> Names;
  bool VisitCallExpr(const CallExpr *Call) override {
    const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(Callee))
      add(Member->getMemberDecl()->getDeclName());
    else if (const auto *Dependent =
                 dyn_cast<CXXDependentScopeMemberExpr>(Callee))
      add(Dependent->getMember());
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
      add(Ref->getDecl()->getDeclName());
    else if (const auto *Scoped = dyn_cast<DependentScopeDeclRefExpr>(Callee))
      add(Scoped->getDeclName());
    else if (const auto *Overloads = dyn_cast<OverloadExpr>(Callee))
      add(Overloads->getName());
    return true;
  }

private:
  void add(DeclarationName Name) {
    if (Name.isIdentifier())
      Names.insert(Name.getAsIdentifierInfo()->getName());
  }
};

} // namespace

StringSet<> callsIn(const Stmt *Code) {
  Calls Found;
  if (Code)
    Found.TraverseStmt(Code);
  return std::move(Found.Names);
}

StringSet<> callsIn(const FunctionDecl *Function) {
  return callsIn(bodyOf(Function));
}

bool hasOwnDestructor(const CXXRecordDecl *Record) {
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  return Destructor && Destructor->isUserProvided();
}

bool isCopyable(QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type);
  if (!Record)
    return Type->isScalarType();
  // A vector has a copy constructor whatever it holds.
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
      Special && Special->isInStdNamespace())
    for (const TemplateArgument &Argument :
         Special->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type &&
          recordOf(Argument.getAsType()) && !isCopyable(Argument.getAsType()))
        return false;
  if (Record->needsImplicitCopyConstructor())
    return !Record->defaultedCopyConstructorIsDeleted();
  return any_of(Record->ctors(), [](const CXXConstructorDecl *Constructor) {
    return Constructor->isCopyConstructor() && !Constructor->isDeleted() &&
           Constructor->getAccess() == AS_public;
  });
}

} // namespace corolint::model
