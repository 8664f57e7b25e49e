// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//   a function in a system header ─▶ is its body read?    only what the model
//                                                         asks for
//   an instantiation of std's     ─▶ is it made?          only what can lead
//                                                         back out of std

#include "cli/SkipBodies.h"
#include "model/Function.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Sema/ExternalSemaSource.h"
#include "clang/Sema/Sema.h"
#include "clang/Sema/SemaConsumer.h"

using namespace clang;
using namespace llvm;

namespace corolint {
namespace {

/// What model/Function.h says of system headers, from the side of the parser.
class Bodies {
public:
  explicit Bodies(const SourceManager &Sources) : Sources(Sources) {}

  bool mayBeSkipped(const Decl *D) {
    SourceLocation Loc = Sources.getExpansionLoc(D->getLocation());
    // A destructor says what becomes of a task that is dropped.
    return Sources.isInSystemHeader(Loc) && !isa<CXXDestructorDecl>(D) &&
           !isToldOfTasks(Sources.getFileID(Loc));
  }

private:
  bool isToldOfTasks(FileID File) {
    auto [Slot, IsNew] = Known.try_emplace(File);
    if (IsNew)
      Slot->second = model::speaksOfCoroutines(Sources, File);
    return Slot->second;
  }

  const SourceManager &Sources;
  DenseMap<FileID, bool> Known;
};

/// Does a template of the standard library, instantiated with these arguments,
/// know of anything else? Through nothing but its arguments can it lead to a
/// template of the project, which would then have an instance to look at.
class WayOut {
public:
  bool startsAt(const Decl *D) {
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      if (const auto *Arguments = Function->getTemplateSpecializationArgs();
          Arguments && isAmong(Arguments->asArray()))
        return true;
    for (const DeclContext *Around = D->getDeclContext();
         !Around->isFileContext(); Around = Around->getParent())
      if (const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(Around);
          Class && isAmong(Class->getTemplateArgs().asArray()))
        return true;
    return false;
  }

private:
  bool isAmong(ArrayRef<TemplateArgument> Arguments) {
    return any_of(Arguments, [&](const auto &Each) { return is(Each); });
  }

  bool is(const TemplateArgument &Argument) {
    switch (Argument.getKind()) {
    case TemplateArgument::Type:
      return is(Argument.getAsType());
    case TemplateArgument::Pack:
      return isAmong(Argument.pack_elements());
    case TemplateArgument::Declaration:
      return !Argument.getAsDecl()->isInStdNamespace();
    case TemplateArgument::Template: {
      const TemplateDecl *Template =
          Argument.getAsTemplate().getAsTemplateDecl();
      return Template && !Template->isInStdNamespace();
    }
    default:
      return false;
    }
  }

  bool is(QualType Type) {
    Type = Type.getCanonicalType().getUnqualifiedType();
    auto [Slot, IsNew] = Known.try_emplace(Type, false);
    if (!IsNew)
      return Slot->second;
    bool Answer = false;
    if (const TagDecl *Tag = Type->getAsTagDecl()) {
      const auto *Class = dyn_cast<ClassTemplateSpecializationDecl>(Tag);
      Answer = !Tag->isInStdNamespace() ||
               (Class && isAmong(Class->getTemplateArgs().asArray()));
    } else if (const auto *Function = Type->getAs<FunctionProtoType>()) {
      Answer = is(Function->getReturnType()) ||
               any_of(Function->param_types(),
                      [&](QualType Parameter) { return is(Parameter); });
    } else if (const auto *Array = Type->getAsArrayTypeUnsafe()) {
      Answer = is(Array->getElementType());
    } else if (const auto *Member = Type->getAs<MemberPointerType>()) {
      Answer = is(Member->getPointeeType());
    } else if (QualType Pointee = Type->getPointeeType(); !Pointee.isNull()) {
      Answer = is(Pointee);
    }
    return Known[Type] = Answer;
  }

  DenseMap<QualType, bool> Known;
};

/// Asked by Sema at the end of the translation unit for more instantiations
/// that wait; takes some away instead.
class FewerInstantiations : public ExternalSemaSource {
public:
  explicit FewerInstantiations(Sema &S) : S(S) {}

  void ReadPendingInstantiations(
      SmallVectorImpl<std::pair<ValueDecl *, SourceLocation>> &) override {
    WayOut OfStd;
    erase_if(S.PendingInstantiations, [&](const auto &Waiting) {
      return Waiting.first->isInStdNamespace() &&
             !OfStd.startsAt(Waiting.first);
    });
  }

  // What was not instantiated is not defined; that is no cause for complaint.
  void ReadUndefinedButUsed(
      MapVector<NamedDecl *, SourceLocation> &Undefined) override {
    Undefined.clear();
  }

private:
  Sema &S;
};

class BodySkipper : public SemaConsumer {
public:
  explicit BodySkipper(const SourceManager &Sources) : Theirs(Sources) {}

  void InitializeSema(Sema &S) override {
    S.addExternalSource(makeIntrusiveRefCnt<FewerInstantiations>(S));
  }
  bool shouldSkipFunctionBody(Decl *D) override {
    return Theirs.mayBeSkipped(D);
  }

private:
  Bodies Theirs;
};

} // namespace

std::unique_ptr<ASTConsumer> makeBodySkipper(CompilerInstance &Compiler) {
  Compiler.getFrontendOpts().SkipFunctionBodies = true;
  return std::make_unique<BodySkipper>(Compiler.getSourceManager());
}

} // namespace corolint
