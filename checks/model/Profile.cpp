// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Profile.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using corolint::model::Advice;
using corolint::model::Profile;
using corolint::model::RoleEntry;

namespace {
/// A single name, or a mapping for a group of them.
struct Listed {
  RoleEntry Entry;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Listed)

namespace llvm::yaml {

template <> struct MappingTraits<Advice> {
  static void mapping(IO &Io, Advice &Says) {
    Io.mapOptional("run", Says.Run);
    Io.mapOptional("spawn", Says.Spawn);
    Io.mapOptional("sleep", Says.Sleep);
    Io.mapOptional("sleep-needs", Says.SleepNeeds);
    Io.mapOptional("sleep-header", Says.SleepHeader);
    Io.mapOptional("offload", Says.Offload);
    Io.mapOptional("gather", Says.Gather);
    Io.mapOptional("gather-gives", Says.GatherGives);
    Io.mapOptional("gather-range", Says.GatherRange);
  }
};

template <> struct MappingTraits<RoleEntry> {
  static void mapping(IO &Io, RoleEntry &Group) {
    Io.mapRequired("names", Group.Names);
    Io.mapOptional("reason", Group.Reason);
    Io.mapOptional("instead", Group.Instead);
  }
};

template <> struct PolymorphicTraits<Listed> {
  static NodeKind getKind(const Listed &) { return NodeKind::Map; }
  static std::string &getAsScalar(Listed &Item) {
    return Item.Entry.Names.emplace_back();
  }
  static RoleEntry &getAsMap(Listed &Item) { return Item.Entry; }
  static std::vector<std::string> &getAsSequence(Listed &Item) {
    return Item.Entry.Names;
  }
};

template <> struct CustomMappingTraits<std::vector<RoleEntry>> {
  static void inputOne(IO &Io, StringRef Key, std::vector<RoleEntry> &Entries) {
    std::vector<Listed> Items;
    Io.mapRequired(Key.str().c_str(), Items);
    std::optional<corolint::model::Role> Meaning =
        corolint::model::roleNamed(Key);
    if (!Meaning) {
      std::string Message = "unknown role '" + Key.str() + "'";
      if (auto Like = corolint::model::roleLike(Key))
        Message +=
            "; did you mean '" + corolint::model::word(*Like).str() + "'?";
      Io.setError(Message);
      return;
    }
    for (Listed &Item : Items) {
      Item.Entry.Meaning = *Meaning;
      Entries.push_back(std::move(Item.Entry));
    }
  }
  static void output(IO &, std::vector<RoleEntry> &) {}
};

template <> struct MappingTraits<Profile> {
  static void mapping(IO &Io, Profile &Library) {
    Io.mapRequired("name", Library.Name);
    Io.mapRequired("namespaces", Library.Namespaces);
    Io.mapOptional("says", Library.Says);
    Io.mapOptional("roles", Library.Roles);
  }
};

} // namespace llvm::yaml

namespace corolint::model {

/// llvm::yaml prints its complaints; we want them as a value.
static void keepMessage(const SMDiagnostic &Diagnostic, void *Text) {
  auto &Message = *static_cast<std::string *>(Text);
  if (Message.empty())
    Message = (Diagnostic.getFilename() + ":" + Twine(Diagnostic.getLineNo()) +
               ": " + Diagnostic.getMessage())
                  .str();
}

Expected<Profile> parseProfile(StringRef Yaml, StringRef File) {
  Profile Library;
  std::string Message;
  yaml::Input Input(MemoryBufferRef(Yaml, File), nullptr, keepMessage,
                    &Message);
  Input >> Library;
  if (Input.error())
    return createStringError(Input.error(), Message);
  return Library;
}

std::vector<Profile> shippedProfiles() {
  static constexpr struct {
    const char *Name;
    const char *Yaml;
  } Texts[] = {
#include "Profiles.inc"
  };
  std::vector<Profile> Libraries;
  for (const auto &Text : Texts)
    Libraries.push_back(cantFail(parseProfile(Text.Yaml, Text.Name)));
  return Libraries;
}

} // namespace corolint::model
