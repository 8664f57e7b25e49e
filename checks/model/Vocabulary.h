// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What names mean: which functions spawn, join, sleep, block … It is the only
// place where a name decides anything. Sources, strongest first: attributes in
// the source, the options coro.*, profiles.

#ifndef COROLINT_CHECKS_MODEL_VOCABULARY_H
#define COROLINT_CHECKS_MODEL_VOCABULARY_H

#include "Profile.h"
#include "Roles.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <optional>

namespace corolint::model {

/// A library as it is met in the code: boost::asio is Asio, too.
struct Library {
  const Profile *Known = nullptr;
  const clang::NamespaceDecl *Namespace = nullptr;

  explicit operator bool() const { return Known; }
  /// What the library says, with `{}` and `{ns}` filled in.
  std::string say(llvm::StringRef Advice, llvm::StringRef Argument) const;
};

/// One line of the vocabulary: what the thing named \p Name is.
struct Word {
  Role Meaning;
  llvm::SmallVector<std::string, 4> Name; ///< by scope, outermost first; globs
  /// A C function of a profile: somebody's own `sleep` is none.
  bool IsC = false;
  // May be empty:
  std::string Reason;  ///< "waits for the disk"
  std::string Instead; ///< "a timer of the loop"
  std::string Remedy;  ///< `async_read`, code that does not block
};

class Vocabulary {
public:
  /// The vocabulary that \p Options ask for; made once for equal options.
  static std::shared_ptr<const Vocabulary>
  get(const clang::tidy::ClangTidyOptions::OptionMap &Options);

  bool plays(const clang::NamedDecl *Decl, Role R) const;
  /// The same for what is awaited: by the function it calls, or by its type.
  bool plays(const clang::Expr *Awaited, Role R) const;

  /// Does a word in its name suggest that role? Enough to be silent, not to
  /// accuse.
  bool speaksOf(const clang::NamedDecl *Decl, Role R) const;

  /// The role by which \p Decl may block its thread. Files and locks do so only
  /// if coro.AlsoBlocking asks for them; what is called non-blocking, never.
  std::optional<Role> blocksBy(const clang::NamedDecl *Decl) const;
  /// Does it say of \p Decl whether that blocks, asked for or not? Then nobody
  /// need look into its body.
  bool judges(const clang::NamedDecl *Decl) const;
  /// Does coro.AlsoBlocking ask for that role?
  bool asksFor(Role Grade) const {
    return llvm::is_contained(AlsoBlocking, Grade);
  }

  /// Why, said of \p Decl: "waits for the disk". Empty if nobody says it.
  llvm::StringRef reason(const clang::NamedDecl *Decl, Role R) const;
  /// What to use in its stead: "a timer of the loop". Empty if nobody says it.
  llvm::StringRef instead(const clang::NamedDecl *Decl, Role R) const;
  /// The code to write in its stead: what stands after the `=` of an entry.
  llvm::StringRef remedy(const clang::NamedDecl *Decl, Role R) const;

  /// The library that \p Decl belongs to; none for home-made ones.
  Library originOf(const clang::NamedDecl *Decl) const;

  /// What is wrong with the options and the profiles they name.
  llvm::ArrayRef<std::string> errors() const { return Errors; }

private:
  void addProfile(Profile Library);
  /// Adds \p Named, an entry `name=remedy`; \p Entry knows the rest.
  void addWord(const RoleEntry &Entry, llvm::StringRef Named,
               llvm::StringRef Namespace = "", bool IsC = false);
  void readOption(llvm::StringRef Name, llvm::StringRef Value);
  void readProfiles(llvm::ArrayRef<llvm::StringRef> Files);
  void readGrades(llvm::ArrayRef<llvm::StringRef> Grades);
  /// The first word for \p Decl that says \p Text, if that is given.
  const Word *find(const clang::NamedDecl *Decl, Role R,
                   std::string Word::*Text = nullptr) const;

  llvm::StringMap<std::vector<Word>> WordsByLastName;
  std::vector<Word> WordsWithGlob; ///< those whose last name is a glob
  /// What one word in the name of a function, in whatever scope, tells of it.
  llvm::StringMap<llvm::SmallVector<Role, 1>> WordsInNames;
  llvm::SmallVector<Role, 2> AlsoBlocking;
  std::vector<std::unique_ptr<Profile>> Profiles;
  std::vector<std::string> Errors;
};

/// The name of the option that adds words to a role: coro.LazyAwaitable.
std::string optionFor(Role R);

/// Every option of the vocabulary, for the list of all.
std::vector<std::string> vocabularyOptions();

} // namespace corolint::model

#endif
