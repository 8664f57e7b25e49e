// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that lead to nothing else. A socket, a pointer or a handle is the way
// to what others can reach as well; a number or a text is not.

#ifndef COROLINT_CHECKS_MODEL_PLAINDATA_H
#define COROLINT_CHECKS_MODEL_PLAINDATA_H

#include "clang/AST/DeclBase.h"
#include "clang/AST/Type.h"

namespace clang {
class CXXRecordDecl;
}

namespace corolint::model {

/// Two copies of such a value have nothing in common: numbers, text, standard
/// containers of them, and classes that consist of them.
bool isData(clang::QualType Type);

/// Is \p Class such a class, or would it be if the types that it is a template
/// of were: `expected<connection *, error>`?
bool holdsData(const clang::CXXRecordDecl *Class);

/// Takes such a value, or looks at one.
bool takesData(clang::QualType Parameter);

/// In namespace std, however deep, or a method of a class there.
bool isStandard(const clang::Decl *Decl);

} // namespace corolint::model

#endif
