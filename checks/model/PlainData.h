// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Values that lead to nothing else. A socket, a pointer or a handle is the way
// to what others can reach as well; a number or a text is not.

#ifndef COROLINT_CHECKS_MODEL_PLAINDATA_H
#define COROLINT_CHECKS_MODEL_PLAINDATA_H

#include "clang/AST/DeclBase.h"
#include "clang/AST/Type.h"

namespace corolint::model {

/// Two copies of such a value have nothing in common: numbers, text, standard
/// containers of them, and classes that consist of them.
bool isData(clang::QualType Type);

/// Takes such a value, or looks at one.
bool takesData(clang::QualType Parameter);

/// In namespace std, however deep, or a method of a class there.
bool isStandard(const clang::Decl *Decl);

} // namespace corolint::model

#endif
