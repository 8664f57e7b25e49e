// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/Fixes.h"
#include "cli/Refusal.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace clang::tooling;
using namespace llvm;

namespace corolint {
namespace {

using Edits = std::map<std::string, std::vector<Fix>>; ///< by file

/// The warning's own fixes; with --fix-notes else those of the one note that
/// has some: among several the user has to choose.
const std::vector<Fix> &chosenFixes(const Finding &F, FixMode Mode) {
  static const std::vector<Fix> None;
  if (!F.Fixes.empty() || Mode != FixMode::Suggested)
    return F.Fixes;
  const Note *Only = nullptr;
  for (const Note &N : F.Notes)
    if (!N.Fixes.empty()) {
      if (Only)
        return None;
      Only = &N;
    }
  return Only ? Only->Fixes : None;
}

/// The rewritten file takes the place of the old one in its folder.
std::error_code whyUnwritable(StringRef File) {
  SmallString<256> Real;
  if (std::error_code Unreachable = sys::fs::real_path(File, Real))
    return Unreachable;
  if (std::error_code Denied =
          sys::fs::access(Real, sys::fs::AccessMode::Write))
    return Denied;
  return sys::fs::access(sys::path::parent_path(Real),
                         sys::fs::AccessMode::Write);
}

/// Why \p File may not be changed; empty if it may.
std::string whyUntouchable(StringRef File, Project &Files,
                           sys::TimePoint<> Start) {
  if (!Files.owns(File))
    return (File + " is no file of this project, " + Files.root()).str();
  sys::fs::file_status Status;
  if (sys::fs::status(File, Status))
    return ("cannot read " + File).str();
  if (Status.getLastModificationTime() >= Start)
    return (File + " was changed during the run; run again").str();
  if (std::error_code Denied = whyUnwritable(File))
    return ("cannot write " + File + ": " + Denied.message() +
            "; make it and its folder writable")
        .str();
  return "";
}

/// Edits that touch count: an insertion before what another edit replaces would
/// be glued to the replacement.
bool conflict(const Fix &A, const Fix &B) {
  return A.Offset <= B.Offset + B.Length && B.Offset <= A.Offset + A.Length;
}

/// Adds all of \p Fixes to \p Accepted, or none.
bool accept(const std::vector<Fix> &Fixes, Edits &Accepted) {
  std::vector<const Fix *> New;
  for (const Fix &F : Fixes) {
    const std::vector<Fix> &InFile = Accepted[F.File];
    // Two findings may need the same #include.
    if (llvm::is_contained(InFile, F))
      continue;
    if (llvm::any_of(InFile, [&](const Fix &G) { return conflict(F, G); }))
      return false;
    New.push_back(&F);
  }
  for (const Fix *F : New)
    Accepted[F->File].push_back(*F);
  return true;
}

Expected<std::string> edit(StringRef Text, const std::vector<Fix> &Edits) {
  Replacements All;
  for (const Fix &F : Edits)
    if (Error Impossible =
            All.add(Replacement(F.File, static_cast<unsigned>(F.Offset),
                                static_cast<unsigned>(F.Length), F.Text)))
      return Impossible;
  return applyAllReplacements(Text, All);
}

/// Readers see the old file or the new one, never a part; links stay links.
Error rewrite(StringRef File, StringRef Text) {
  SmallString<256> Real;
  if (std::error_code Unreachable = sys::fs::real_path(File, Real))
    return errorCodeToError(Unreachable);
  sys::fs::file_status Status;
  if (std::error_code Unreadable = sys::fs::status(Real, Status))
    return errorCodeToError(Unreadable);
  Expected<sys::fs::TempFile> Temp = sys::fs::TempFile::create(
      Real + ".corolint-%%%%%%", Status.permissions());
  if (!Temp)
    return Temp.takeError();
  // The umask may have taken some away.
  if (std::error_code Denied =
          sys::fs::setPermissions(Temp->FD, Status.permissions()))
    return joinErrors(errorCodeToError(Denied), Temp->discard());
  raw_fd_ostream Out(Temp->FD, /*shouldClose=*/false);
  Out << Text;
  Out.flush();
  if (Out.has_error()) {
    std::error_code Full = Out.error();
    Out.clear_error();
    return joinErrors(errorCodeToError(Full), Temp->discard());
  }
  return Temp->keep(Real);
}

} // namespace

Error applyFixes(std::vector<Finding> &Findings, FixMode Mode, Project &Files,
                 Sources &Text, sys::TimePoint<> Start) {
  Edits Accepted;
  for (Finding &F : Findings) {
    const std::vector<Fix> &Fixes = chosenFixes(F, Mode);
    if (Fixes.empty())
      continue;
    for (const Fix &Edit : Fixes)
      if (F.NotFixed.empty())
        F.NotFixed = whyUntouchable(Edit.File, Files, Start);
    if (!F.NotFixed.empty())
      continue;
    F.Fixed = accept(Fixes, Accepted);
    if (!F.Fixed)
      F.NotFixed = "it overlaps with another fix; run again";
  }
  Error AllFailed = Error::success();
  for (const auto &[File, InFile] : Accepted) {
    if (InFile.empty())
      continue;
    Expected<std::string> Fixed = edit(Text.text(File), InFile);
    Error Failed = Fixed ? rewrite(File, *Fixed) : Fixed.takeError();
    if (!Failed)
      continue;
    std::string Why =
        "cannot write " + File + ": " + toString(std::move(Failed));
    for (Finding &F : Findings)
      if (F.Fixed && llvm::any_of(chosenFixes(F, Mode), [&](const Fix &Edit) {
            return Edit.File == File;
          })) {
        F.Fixed = false;
        F.NotFixed = Why;
      }
    AllFailed = joinErrors(
        std::move(AllFailed),
        refuse(ExitCode::Internal, Why + "; make room, and run again"));
  }
  return AllFailed;
}

} // namespace corolint
