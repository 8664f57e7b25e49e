// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What corolint knows of one library, as data: checks/profiles/<library>.yaml,
// or a user's own file in the same form.

#ifndef COROLINT_CHECKS_MODEL_PROFILE_H
#define COROLINT_CHECKS_MODEL_PROFILE_H

#include "Roles.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace corolint::model {

/// How this library says a thing, for notes and fixes. `{}` stands for the
/// argument, `{ns}` for the namespace the library is found in; an empty text
/// means that the library has no word for it.
struct Advice {
  std::string Run;   ///< waits for a task outside of coroutines
  std::string Spawn; ///< starts a task
  std::string Sleep; ///< is awaited instead of a blocking sleep
  std::vector<std::string> SleepNeeds; ///< names that Sleep uses
  std::string SleepHeader; ///< declares them; empty if it takes several
  std::string Offload;     ///< is awaited to run {} on another thread
  std::string Gather;      ///< is awaited to run several tasks side by side
  /// What awaiting that gives: "values", a tuple of them; or empty for
  /// something else.
  std::string GatherGives;
  std::string GatherRange; ///< the same for a vector of tasks
};

/// Names that play a role, and what they have in common. In YAML a plain name,
/// `name=remedy`, or a mapping for several.
struct RoleEntry {
  Role Meaning;
  std::vector<std::string> Names; ///< relative to the namespaces
  std::string Reason;  ///< "waits for the disk", said of the function
  std::string Instead; ///< "a timer of the loop", to be used
};

struct Profile {
  std::string Name;
  /// Where the library lives; one library can live in several (asio,
  /// boost::asio). The empty name is the global namespace.
  std::vector<std::string> Namespaces;
  Advice Says;
  std::vector<RoleEntry> Roles;
};

/// Reads \p Yaml; errors name \p File and the line.
llvm::Expected<Profile> parseProfile(llvm::StringRef Yaml,
                                     llvm::StringRef File);

/// The profiles that are built in.
std::vector<Profile> shippedProfiles();

} // namespace corolint::model

#endif
