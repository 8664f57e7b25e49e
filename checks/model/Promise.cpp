// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Promise.h"
#include "TaskType.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

static const CXXRecordDecl *classNamedBy(const NamedDecl *Member) {
  if (const auto *Record = dyn_cast<CXXRecordDecl>(Member))
    return definitionOf(Record);
  if (const auto *Alias = dyn_cast<TypedefNameDecl>(Member))
    return recordOf(Alias->getUnderlyingType());
  if (const auto *Using = dyn_cast<UsingShadowDecl>(Member))
    return classNamedBy(Using->getTargetDecl());
  return nullptr;
}

/// The class that a `template <…> struct coroutine_traits<R, …>` or one of its
/// specialisations calls promise_type.
static const CXXRecordDecl *promiseIn(const CXXRecordDecl *Traits) {
  for (const NamedDecl *Member : membersNamed(Traits, "promise_type"))
    if (const CXXRecordDecl *Promise = classNamedBy(Member))
      return Promise;
  return nullptr;
}

static const ClassTemplateDecl *coroutineTraits(ASTContext &Ctx) {
  auto LookUp = [&](const DeclContext *Scope, StringRef Name) {
    return Scope->lookup(DeclarationName(&Ctx.Idents.get(Name)));
  };
  for (const NamedDecl *Std : LookUp(Ctx.getTranslationUnitDecl(), "std"))
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(Std))
      for (const NamedDecl *Traits : LookUp(Namespace, "coroutine_traits"))
        if (const auto *Template = dyn_cast<ClassTemplateDecl>(Traits))
          return Template;
  return nullptr;
}

/// The R of `coroutine_traits<R, …>`, if it is a class. Where all are one pack,
/// it is the first in there.
static const CXXRecordDecl *
returnedClass(const ClassTemplateSpecializationDecl *Traits) {
  ArrayRef<TemplateArgument> Args = Traits->getTemplateArgs().asArray();
  while (!Args.empty() && Args[0].getKind() == TemplateArgument::Pack)
    Args = Args[0].getPackAsArray();
  return !Args.empty() && Args[0].getKind() == TemplateArgument::Type
             ? recordOf(Args[0].getAsType())
             : nullptr;
}

static const CXXRecordDecl *promiseFromTraits(ASTContext &Ctx,
                                              const CXXRecordDecl *Record) {
  const ClassTemplateDecl *Traits = coroutineTraits(Ctx);
  if (!Traits)
    return nullptr;
  for (const ClassTemplateSpecializationDecl *Special :
       Traits->specializations()) {
    if (returnedClass(Special) == Record)
      if (const CXXRecordDecl *Promise = promiseIn(Special))
        return Promise;
  }
  // Not instantiated here: the partial specialisation that would be chosen.
  const auto *Ours = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  SmallVector<ClassTemplatePartialSpecializationDecl *> Partials;
  const_cast<ClassTemplateDecl *>(Traits)->getPartialSpecializations(Partials);
  for (const ClassTemplatePartialSpecializationDecl *Partial : Partials) {
    const CXXRecordDecl *Pattern = returnedClass(Partial);
    if (!Pattern)
      continue;
    bool SameTemplate =
        Ours &&
        Ours->getSpecializedTemplate()->getCanonicalDecl() ==
            (Pattern->getDescribedClassTemplate()
                 ? Pattern->getDescribedClassTemplate()->getCanonicalDecl()
                 : nullptr);
    if (Pattern == Record || SameTemplate)
      if (const CXXRecordDecl *Promise = promiseIn(Partial))
        return Promise;
  }
  return nullptr;
}

const CXXRecordDecl *promiseOf(ASTContext &Ctx, const CXXRecordDecl *Record) {
  // As the standard looks for it: the class is asked only by the primary
  // template of coroutine_traits.
  if (const CXXRecordDecl *Promise = promiseFromTraits(Ctx, Record))
    return Promise;
  return promiseIn(Record);
}

} // namespace corolint::model
