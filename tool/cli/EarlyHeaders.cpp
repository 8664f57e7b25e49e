// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/EarlyHeaders.h"
#include "clang/Basic/FileEntry.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace corolint {

EarlyHeaders::EarlyHeaders(Preprocessor &PP, function_ref<void()> GiveUp)
    : PP(PP), Sources(PP.getSourceManager()), GiveUp(GiveUp) {}

/// SourceManager's own counts no file that is included, as the copy's is.
bool EarlyHeaders::isInMainFile(SourceLocation Loc) const {
  return Sources.getFileID(Sources.getExpansionLoc(Loc)) ==
         Sources.getMainFileID();
}

/// Null for what is in no file, as what the command line defines.
EarlyHeaders::File EarlyHeaders::fileAt(SourceLocation Loc) const {
  return Sources.getFileEntryForID(
      Sources.getFileID(Sources.getExpansionLoc(Loc)));
}

void EarlyHeaders::forked() {
  IsCopy = true;
  Early.insert_range(make_first_range(Kinds));
  for (const auto &Known : PP.getIdentifierTable())
    Meant.insert(Known.getValue());
  // What is declared between two includes may be meant for the second, and an
  // include may stand inside of something.
  PP.setTokenWatcher(
      [this](const Token &T) { HasSpoken |= isInMainFile(T.getLocation()); });
  for (File Each : Always)
    arrives(Each, Kinds.lookup(Each));
}

void EarlyHeaders::InclusionDirective(SourceLocation Hash, const Token &,
                                      StringRef, bool, CharSourceRange,
                                      OptionalFileEntryRef Ref, StringRef,
                                      StringRef, const Module *, bool,
                                      SrcMgr::CharacteristicKind Kind) {
  if (!Ref)
    return;
  File Asked = &Ref->getFileEntry();
  if (IsCopy) {
    if (!Early.contains(Asked))
      return;
    if (HasSpoken)
      GiveUp();
    arrives(Asked, Kind);
    if (Early.empty())
      PP.setTokenWatcher(nullptr);
    return;
  }
  Kinds.try_emplace(Asked, Kind);
  if (isInMainFile(Hash))
    Roots.push_back(Asked);
  else if (File Includer = fileAt(Hash))
    note(Includer, {Event::Does::Includes, Asked, Kind});
  else
    Always.push_back(Asked);
}

/// The first time decides; but a macro of its own may have been missed before.
void EarlyHeaders::note(File Here, Event E) {
  const void *Other = E.Macro        ? static_cast<const void *>(E.Macro)
                      : E.Definition ? static_cast<const void *>(E.Definition)
                                     : E.Other;
  if (!Other || E.What == Event::Does::Defines ||
      Noted.insert({Here, Other}).second)
    Events[Here].push_back(E);
}

void EarlyHeaders::arrives(File Asked, SrcMgr::CharacteristicKind Kind) {
  if (!Early.erase(Asked))
    return;
  // Whoever asks first decides whether a header is the system's.
  if (SrcMgr::isSystem(Kind) != SrcMgr::isSystem(Kinds.lookup(Asked)))
    GiveUp();
  auto Found = Events.find(Asked);
  if (Found == Events.end())
    return;
  for (const Event &E : Found->second) {
    switch (E.What) {
    case Event::Does::Includes:
      arrives(E.Other, E.Kind);
      break;
    case Event::Does::Relies:
      if (isEarly(E.Definition))
        GiveUp();
      break;
    case Event::Does::Misses:
      if (Made.contains(E.Macro))
        GiveUp();
      break;
    case Event::Does::Defines:
      Made.insert(E.Macro);
      break;
    case Event::Does::Counts:
      if (E.Number != Recounted++)
        GiveUp();
      break;
    }
  }
}

void EarlyHeaders::changes(const Token &Name) {
  const IdentifierInfo *Macro = Name.getIdentifierInfo();
  if (!IsCopy) {
    File Here = fileAt(Name.getLocation());
    if (Here && Missed.contains(Macro))
      note(Here, {Event::Does::Defines, nullptr, {}, Macro});
    return;
  }
  if (isWaiting() && !Sources.isInSystemHeader(Name.getLocation()) &&
      Meant.contains(Macro))
    HasSpoken = true;
}

/// Not if somebody who is not early has defined the same before, as the
/// standard library's headers do that tell of features.
bool EarlyHeaders::isEarly(const DefMacroDirective *Definition) const {
  bool Answer = false;
  for (const MacroDirective *Each = Definition; Each;
       Each = Each->getPrevious()) {
    const auto *Same = dyn_cast<DefMacroDirective>(Each);
    if (!Same || !Same->getInfo()->isIdenticalTo(*Definition->getInfo(), PP,
                                                 /*Syntactically=*/false))
      break;
    File Definer = fileAt(Same->getLocation());
    if (!Definer || !Early.contains(Definer))
      return false;
    Answer = true;
  }
  return Answer;
}

void EarlyHeaders::asks(const Token &Name, const MacroDefinition &Macro) {
  if ((IsCopy && Early.empty()) || Sources.isInSystemHeader(Name.getLocation()))
    return;
  const DefMacroDirective *Definition = Macro.getLocalDirective();
  if (IsCopy) {
    if (isEarly(Definition))
      GiveUp();
    return;
  }
  File Here = fileAt(Name.getLocation());
  if (!Here)
    return;
  if (!Definition) {
    Missed.insert(Name.getIdentifierInfo());
    note(Here, {Event::Does::Misses, nullptr, {}, Name.getIdentifierInfo()});
  } else if (File Definer = fileAt(Definition->getLocation());
             Definer && Definer != Here) {
    note(Here, {Event::Does::Relies, nullptr, {}, nullptr, 0, Definition});
  }
}

void EarlyHeaders::MacroExpands(const Token &Name, const MacroDefinition &Macro,
                                SourceRange, const MacroArgs *) {
  const IdentifierInfo *Id = Name.getIdentifierInfo();
  // These speak of who includes the file that uses them.
  if (Id->isStr("__INCLUDE_LEVEL__") || Id->isStr("__BASE_FILE__"))
    GiveUp();
  if (Id->isStr("__COUNTER__"))
    counts(Name);
  asks(Name, Macro);
}

/// Each has to get the same number in the unit's own order.
void EarlyHeaders::counts(const Token &Name) {
  if (!IsCopy)
    note(fileAt(Name.getLocation()),
         {Event::Does::Counts, nullptr, {}, nullptr, Counted++});
  else if (Recounted != Counted)
    GiveUp();
}

void EarlyHeaders::FileChanged(SourceLocation Loc, FileChangeReason Reason,
                               SrcMgr::CharacteristicKind, FileID) {
  // The main file may say so, to no effect; here it would have one.
  if (IsCopy && Reason == SystemHeaderPragma && isInMainFile(Loc))
    GiveUp();
}

void EarlyHeaders::EndOfMainFile() {
  if (IsCopy && any_of(Roots, [&](File F) { return Early.contains(F); }))
    GiveUp(); // the unit has not asked for all that it got
}

} // namespace corolint
