// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cache/Store.h"
#include "llvm/CAS/ActionCache.h"
#include "llvm/CAS/BuiltinCASContext.h"
#include "llvm/CAS/BuiltinUnifiedCASDatabases.h"
#include "llvm/CAS/ObjectStore.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace corolint {

static cas::CASID idOf(const Digest &D) {
  return cas::CASID::create(
      &cas::builtin::BuiltinCASContext::getDefaultContext(), asText(D));
}

static Error damage() {
  return createStringError("what it keeps is not what was put there");
}

Store::Store(std::unique_ptr<cas::ObjectStore> Objects,
             std::unique_ptr<cas::ActionCache> Keys)
    : Objects(std::move(Objects)), Keys(std::move(Keys)) {}

Store::~Store() = default;

Expected<std::unique_ptr<Store>> Store::open(StringRef Folder,
                                             std::uint64_t Limit) {
  if (!compression::zstd::isAvailable())
    return createStringError("this LLVM was built without zstd");
  if (std::error_code Refused = sys::fs::create_directories(Folder))
    return errorCodeToError(Refused);
  auto Databases = cas::createOnDiskUnifiedCASDatabases(Folder);
  if (!Databases)
    return Databases.takeError();
  if (Error Refused = Databases->first->setSizeLimit(Limit))
    return Refused;
  return std::unique_ptr<Store>(
      new Store(std::move(Databases->first), std::move(Databases->second)));
}

std::error_code Store::clear(StringRef Folder) {
  std::error_code Error;
  std::vector<std::string> Ours;
  for (sys::fs::directory_iterator I(Folder, Error), End; !Error && I != End;
       I.increment(Error)) {
    StringRef Name = sys::path::filename(I->path());
    if (Name == "lock" || Name.starts_with("v1."))
      Ours.push_back(I->path());
  }
  for (const std::string &Path : Ours) {
    if (sys::fs::is_directory(Path))
      Error = sys::fs::remove_directories(Path, /*IgnoreErrors=*/false);
    else
      Error = sys::fs::remove(Path);
    if (Error)
      return Error;
  }
  return Error == std::errc::no_such_file_or_directory ? std::error_code()
                                                       : Error;
}

// Kept is: the key, by which a wrong entry is told; the digest of the text, by
// which a wrong text is; its length, and the text, compressed.
static constexpr std::size_t HeadSize =
    2 * sizeof(Digest) + sizeof(std::uint64_t);

Expected<std::optional<std::string>> Store::get(const Digest &Key) {
  auto Found = Keys->get(idOf(Key));
  if (!Found)
    return Found.takeError();
  if (!*Found)
    return std::nullopt;
  auto Object = Objects->getProxy(**Found);
  if (!Object)
    return Object.takeError();
  StringRef Data = Object->getData();
  if (Data.size() < HeadSize || !Data.starts_with(asText(Key)))
    return damage();
  StringRef Expected = Data.substr(sizeof(Digest), sizeof(Digest));
  std::uint64_t Length =
      support::endian::read64le(Data.data() + 2 * sizeof(Digest));
  StringRef Packed = Data.substr(HeadSize);
  // What is damaged must not ask for all memory.
  constexpr std::uint64_t MostTimes = 1 << 16;
  if (Length > MostTimes * (Packed.size() + 1))
    return damage();
  SmallVector<std::uint8_t, 0> Text;
  if (Error Wrong = compression::zstd::decompress(arrayRefFromStringRef(Packed),
                                                  Text, Length)) {
    consumeError(std::move(Wrong));
    return damage();
  }
  if (asText(Digester().add(toStringRef(Text)).take()) != Expected)
    return damage();
  return toStringRef(Text).str();
}

Error Store::put(const Digest &Key, StringRef Text) {
  SmallVector<std::uint8_t, 0> Packed;
  constexpr int Fast = 1;
  compression::zstd::compress(arrayRefFromStringRef(Text), Packed, Fast);
  std::string Data = asText(Key).str();
  Data += asText(Digester().add(Text).take());
  char Length[sizeof(std::uint64_t)];
  support::endian::write64le(Length, Text.size());
  Data.append(Length, sizeof(Length));
  Data += toStringRef(Packed);
  auto Object = Objects->storeFromString({}, Data);
  if (!Object)
    return Object.takeError();
  return Keys->put(idOf(Key), Objects->getID(*Object));
}

Expected<std::optional<Digest>> Store::getDigest(const Digest &Key) {
  auto Found = Keys->get(idOf(Key));
  if (!Found)
    return Found.takeError();
  if (!*Found)
    return std::nullopt;
  Digest Value;
  copy((*Found)->getHash(), Value.begin());
  return Value;
}

Error Store::putDigest(const Digest &Key, const Digest &Value) {
  return Keys->put(idOf(Key), idOf(Value));
}

std::uint64_t Store::size() const {
  Expected<std::optional<std::uint64_t>> Size = Objects->getStorageSize();
  if (Size)
    return Size->value_or(0);
  consumeError(Size.takeError());
  return 0;
}

Error Store::prune() { return Objects->pruneStorageData(); }

} // namespace corolint
