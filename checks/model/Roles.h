// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The parts that a function or a type can play in coroutine code.

#ifndef COROLINT_CHECKS_MODEL_ROLES_H
#define COROLINT_CHECKS_MODEL_ROLES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace corolint::model {

enum class Role {
#define ROLE(SYMBOL, WORD, MEANING) SYMBOL,
#include "Roles.def"
};

/// Every role, in the order of Roles.def.
llvm::ArrayRef<Role> allRoles();
llvm::StringRef word(Role R);
llvm::StringRef meaning(Role R);
std::optional<Role> roleNamed(llvm::StringRef Word);
/// The role whose word is the nearest misspelling away, if one is near.
std::optional<Role> roleLike(llvm::StringRef Word);

} // namespace corolint::model

#endif
