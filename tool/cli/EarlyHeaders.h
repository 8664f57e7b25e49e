// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers that are known before a translation unit has asked for them, and
// whether it could tell the difference.

#ifndef COROLINT_TOOL_CLI_EARLYHEADERS_H
#define COROLINT_TOOL_CLI_EARLYHEADERS_H

#include "clang/Basic/SourceLocation.h"
#include "clang/Lex/PPCallbacks.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace clang {
class DefMacroDirective;
class FileEntry;
class IdentifierInfo;
class Preprocessor;
class SourceManager;
} // namespace clang

namespace corolint {

/// Before the fork it takes down what the headers have to do with each other.
/// In the copy it goes through that in the unit's own order of includes, and
/// calls \p GiveUp where this could have given another meaning to them, or they
/// to the unit.
///
/// A declaration of another header is taken to give none: headers bring along
/// what they need. Nor does a macro in a system header: it is reserved for
/// them.
class EarlyHeaders : public clang::PPCallbacks {
public:
  EarlyHeaders(clang::Preprocessor &PP, llvm::function_ref<void()> GiveUp);

  /// What is read from now on is the copy's own file.
  void forked();

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &,
                          llvm::StringRef, bool, clang::CharSourceRange,
                          clang::OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind Kind) override;
  void FileChanged(clang::SourceLocation Loc, FileChangeReason Reason,
                   clang::SrcMgr::CharacteristicKind, clang::FileID) override;
  void EndOfMainFile() override;
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *) override {
    changes(Name);
  }
  void MacroUndefined(const clang::Token &Name, const clang::MacroDefinition &,
                      const clang::MacroDirective *WasDefined) override {
    if (WasDefined)
      changes(Name);
  }
  void MacroExpands(const clang::Token &Name,
                    const clang::MacroDefinition &Macro, clang::SourceRange,
                    const clang::MacroArgs *) override;
  void Defined(const clang::Token &Name, const clang::MacroDefinition &Macro,
               clang::SourceRange) override {
    asks(Name, Macro);
  }
  void Ifdef(clang::SourceLocation, const clang::Token &Name,
             const clang::MacroDefinition &Macro) override {
    asks(Name, Macro);
  }
  void Ifndef(clang::SourceLocation, const clang::Token &Name,
              const clang::MacroDefinition &Macro) override {
    asks(Name, Macro);
  }
  void Elifdef(clang::SourceLocation, const clang::Token &Name,
               const clang::MacroDefinition &Macro) override {
    asks(Name, Macro);
  }
  void Elifndef(clang::SourceLocation, const clang::Token &Name,
                const clang::MacroDefinition &Macro) override {
    asks(Name, Macro);
  }

private:
  using File = const clang::FileEntry *;

  bool isWaiting() const { return IsCopy && !Early.empty(); }
  bool isInMainFile(clang::SourceLocation Loc) const;
  File fileAt(clang::SourceLocation Loc) const;
  bool isEarly(const clang::DefMacroDirective *Definition) const;
  void changes(const clang::Token &Name);
  void asks(const clang::Token &Name, const clang::MacroDefinition &Macro);
  void counts(const clang::Token &Name);
  void arrives(File Asked, clang::SrcMgr::CharacteristicKind Kind);

  clang::Preprocessor &PP;
  const clang::SourceManager &Sources;
  llvm::function_ref<void()> GiveUp;

  /// What happens while a header is read, as far as it concerns others.
  struct Event {
    enum class Does { Includes, Relies, Misses, Defines, Counts } What;
    File Other = nullptr;                        ///< that is included
    clang::SrcMgr::CharacteristicKind Kind = {}; ///< of that
    const clang::IdentifierInfo *Macro = nullptr;
    unsigned Number = 0; ///< that __COUNTER__ gave
    const clang::DefMacroDirective *Definition = nullptr; ///< that is relied on
  };
  void note(File Here, Event E);

  std::vector<File> Roots;  ///< what the shared parse names itself
  std::vector<File> Always; ///< -include
  llvm::DenseMap<File, std::vector<Event>> Events; ///< in their order
  llvm::DenseSet<std::pair<File, const void *>> Noted;
  llvm::DenseSet<const clang::IdentifierInfo *> Missed;
  llvm::DenseMap<File, clang::SrcMgr::CharacteristicKind> Kinds;
  unsigned Counted = 0;

  bool IsCopy = false;
  llvm::DenseSet<File> Early; ///< what the unit has not asked for yet
  llvm::DenseSet<const clang::IdentifierInfo *> Meant;
  llvm::DenseSet<const clang::IdentifierInfo *> Made; ///< of those missed
  unsigned Recounted = 0;
  /// Since the unit began it has said something to what comes after.
  bool HasSpoken = false;
};

} // namespace corolint

#endif
