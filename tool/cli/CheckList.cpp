// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/CheckList.h"
#include "Catalog.h"
#include "Finding.h"
#include "cli/Refusal.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace corolint {

void listChecks(raw_ostream &OS) {
  std::size_t Width = 0;
  for (const CatalogEntry &Entry : catalog())
    Width = std::max(Width, Entry.Name.size());
  std::string_view Group;
  for (const CatalogEntry &Entry : catalog()) {
    if (Entry.Group != Group) {
      OS << (Group.empty() ? "" : "\n") << Entry.Group << '\n';
      Group = Entry.Group;
    }
    OS << "  " << left_justify(Entry.Name, Width) << "  "
       << left_justify(severityName(Entry.Info->Level), 7) << "  "
       << Entry.Info->Summary << '\n';
  }
}

Error explainCheck(StringRef Name, raw_ostream &OS) {
  const CatalogEntry *Entry = findCheck(Name);
  if (!Entry)
    return refuse(ExitCode::Usage,
                  "no check is called '" + Name + "'; " + didYouMean(Name));
  OS << "# " << Entry->Name << "\n\n"
     << "*" << severityName(Entry->Info->Level) << ": " << Entry->Info->Summary
     << "*\n\n"
     << StringRef(Entry->Info->Page).trim() << '\n';
  return Error::success();
}

std::string didYouMean(StringRef Name) {
  Name.consume_front("coro-");
  const CatalogEntry *Nearest = nullptr;
  // Half of the name may be wrong; more would be guessing.
  unsigned Least = static_cast<unsigned>(Name.size()) / 2 + 1;
  for (const CatalogEntry &Entry : catalog()) {
    StringRef Stem = Entry.Stem;
    unsigned Distance =
        Stem.contains(Name) ? 1 : Stem.edit_distance(Name, true, Least);
    if (!Name.empty() && Distance < Least) {
      Least = Distance;
      Nearest = &Entry;
    }
  }
  return Nearest ? "did you mean " + Nearest->Name + "?"
                 : "--list-checks shows all";
}

} // namespace corolint
