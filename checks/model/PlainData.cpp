// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "PlainData.h"
#include "Classes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace llvm;

namespace corolint::model {

bool isStandard(const Decl *Decl) {
  const DeclContext *Scope = Decl->getDeclContext();
  while (Scope && !Scope->isTranslationUnit() && !Scope->isStdNamespace())
    Scope = Scope->getParent();
  return Scope && Scope->isStdNamespace();
}

/// Classes of the standard library that own or view the values they are made
/// of, and nothing else.
static bool isStandardData(const CXXRecordDecl *Class) {
  static const StringSet<> Names = {"basic_string",  "basic_string_view",
                                    "vector",        "array",
                                    "optional",      "pair",
                                    "tuple",         "map",
                                    "set",           "unordered_map",
                                    "unordered_set", "duration",
                                    "time_point",    "initializer_list",
                                    "path",          "variant",
                                    "monostate",     "deque",
                                    "list",          "expected"};
  return isStandard(Class) && Class->getIdentifier() &&
         Names.contains(Class->getName());
}

static bool isPolicy(QualType Type) {
  static const StringSet<> Names = {
      "allocator", "char_traits", "less",         "greater",     "equal_to",
      "hash",      "ratio",       "system_clock", "steady_clock"};
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  return Class && isStandard(Class) && Class->getIdentifier() &&
         Names.contains(Class->getName());
}

/// Those of packs as well.
static SmallVector<QualType, 4> typesIn(ArrayRef<TemplateArgument> Arguments) {
  SmallVector<QualType, 4> Types;
  for (const TemplateArgument &Argument : Arguments)
    if (Argument.getKind() == TemplateArgument::Type)
      Types.push_back(Argument.getAsType());
    else if (Argument.getKind() == TemplateArgument::Pack)
      append_range(Types, typesIn(Argument.getPackAsArray()));
  return Types;
}

namespace {
/// What counts as data, whatever it is: the types that a template was given.
using Given = ArrayRef<QualType>;
} // namespace

/// Has a destructor of its own, and who knows what that does.
static bool endsUnseen(const CXXRecordDecl *Class) {
  return hasOwnDestructor(Class) && !bodyOf(Class->getDestructor());
}

static bool isData(QualType Type, Given Any, unsigned Depth) {
  constexpr unsigned TooDeep = 4;
  Type = Type.getCanonicalType();
  if (is_contained(Any, Type.getUnqualifiedType()))
    return true;
  if (Type->isArithmeticType() || Type->isEnumeralType() ||
      Type->isNullPtrType())
    return true;
  if (Type->isPointerType())
    return Type->getPointeeType()->isAnyCharacterType() &&
           Type->getPointeeType().isConstQualified();
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() || Depth == TooDeep)
    return false;
  auto IsInner = [&](QualType Inner) { return isData(Inner, Any, Depth + 1); };
  if (isStandardData(Class)) {
    const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class);
    return !Special || all_of(typesIn(Special->getTemplateArgs().asArray()),
                              [&](QualType Argument) {
                                return IsInner(Argument) || isPolicy(Argument);
                              });
  }
  if (endsUnseen(Class))
    return false;
  // An empty class stands for something else, unless it is a part of a holder.
  bool IsPart = !Any.empty() && Depth;
  return !isStandard(Class) && !Class->isPolymorphic() && !Class->isLambda() &&
         (IsPart || !Class->isEmpty()) &&
         all_of(Class->fields(),
                [&](const auto *Field) {
                  return !Field->isMutable() && IsInner(Field->getType());
                }) &&
         all_of(Class->bases(),
                [&](const auto &Base) { return IsInner(Base.getType()); });
}

bool isData(QualType Type) { return isData(Type, {}, 0); }

bool holdsData(const CXXRecordDecl *Class) {
  SmallVector<QualType, 4> Any;
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Class))
    for (QualType Argument : typesIn(Special->getTemplateArgs().asArray()))
      Any.push_back(Argument.getCanonicalType().getUnqualifiedType());
  return isData(Class->getASTContext().getCanonicalTagType(Class), Any, 0);
}

bool takesData(QualType Parameter) {
  if (Parameter->isLValueReferenceType() &&
      !Parameter->getPointeeType().isConstQualified())
    return false;
  return isData(Parameter.getNonReferenceType());
}

} // namespace corolint::model
