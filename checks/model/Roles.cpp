// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Roles.h"
#include "Likest.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace corolint::model {

namespace {
struct RoleText {
  StringRef Word, Meaning;
};
constexpr RoleText Texts[] = {
#define ROLE(SYMBOL, WORD, MEANING) {WORD, MEANING},
#include "Roles.def"
};
constexpr Role Roles[] = {
#define ROLE(SYMBOL, WORD, MEANING) Role::SYMBOL,
#include "Roles.def"
};
} // namespace

ArrayRef<Role> allRoles() { return Roles; }
StringRef word(Role R) { return Texts[unsigned(R)].Word; }
StringRef meaning(Role R) { return Texts[unsigned(R)].Meaning; }

std::optional<Role> roleNamed(StringRef Word) {
  for (Role R : Roles)
    if (word(R) == Word)
      return R;
  return std::nullopt;
}

std::optional<Role> roleLike(StringRef Word) {
  return roleNamed(likest(Word, map_range(Roles, word), /*TooMany=*/4));
}

} // namespace corolint::model
